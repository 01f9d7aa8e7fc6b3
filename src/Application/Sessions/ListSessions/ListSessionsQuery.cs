using MediatR;

namespace CleanAuth.Application.Sessions.ListSessions;

/// <summary>Lists the caller's sessions that have not ended.</summary>
public sealed record ListSessionsQuery(Guid UserId, Guid SessionId) : IRequest<SessionsDto>;

/// <summary>Sessions, newest first.</summary>
public sealed record SessionsDto(IReadOnlyList<SessionDto> Sessions);

/// <summary>A session.</summary>
/// <param name="Id">What to end it by.</param>
/// <param name="OpenedAt">When the caller logged in.</param>
/// <param name="LastUsedAt">When it was last refreshed.</param>
/// <param name="ExpiresAt">When it ends however often it is refreshed.</param>
/// <param name="Network">The network that opened it.</param>
/// <param name="UserAgent">What opened it, as it called itself.</param>
public sealed record SessionDto(
    Guid Id,
    DateTimeOffset OpenedAt,
    DateTimeOffset LastUsedAt,
    DateTimeOffset ExpiresAt,
    string? Network,
    string? UserAgent)
{
    /// <summary>Whether it is the session of this request.</summary>
    public bool Current { get; init; }
}
