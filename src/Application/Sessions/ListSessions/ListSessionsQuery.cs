using MediatR;

namespace CleanAuth.Application.Sessions.ListSessions;

/// <summary>Lists the caller's live sessions, newest first.</summary>
/// <param name="UserId">The caller.</param>
/// <param name="SessionId">The session of the request.</param>
/// <param name="Cursor">The <c>next</c> of the previous page.</param>
public sealed record ListSessionsQuery(Guid UserId, Guid SessionId, string? Cursor) : IRequest<SessionsDto>;

/// <summary>A page of sessions, newest first.</summary>
/// <param name="Sessions">The sessions.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record SessionsDto(IReadOnlyList<SessionDto> Sessions, string? Next)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static SessionsDto Example => new([SessionDto.Example], Next: "AN8hQ4-7wABfDH9qPB5OjZ9DCx8dLDpE");
}

/// <summary>A session.</summary>
/// <param name="Id">The id of the session; use it to end the session.</param>
/// <param name="OpenedAt">When the caller logged in.</param>
/// <param name="LastUsedAt">When the session was last refreshed.</param>
/// <param name="ExpiresAt">When the session expires at the latest.</param>
/// <param name="Network">The network of the login.</param>
/// <param name="UserAgent">The User-Agent header of the login.</param>
public sealed record SessionDto(
    Guid Id,
    DateTimeOffset OpenedAt,
    DateTimeOffset LastUsedAt,
    DateTimeOffset ExpiresAt,
    string? Network,
    string? UserAgent)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static SessionDto Example => new(
        ExampleData.SessionId,
        ExampleData.Noon,
        ExampleData.Noon.AddMinutes(5),
        ExampleData.Noon.AddDays(30),
        "203.0.113.7",
        "Mozilla/5.0")
    {
        Current = true,
    };

    /// <summary>Whether the session is that of this request.</summary>
    public bool Current { get; init; }
}
