namespace CleanAuth.Application.Admin.UserSessions;

/// <summary>A session of an account.</summary>
/// <param name="Id">The <c>sid</c> of its tokens.</param>
/// <param name="UserId">The owner.</param>
/// <param name="State"><c>live</c>, <c>ended</c> or <c>expired</c>.</param>
/// <param name="IsAdmin">Whether the session is for the admin pages, which have no tokens.</param>
/// <param name="OpenedAt">When the owner logged in.</param>
/// <param name="LastUsedAt">When the session was last used.</param>
/// <param name="ExpiresAt">When the session expires, however often it is used.</param>
/// <param name="EndedAt">When the session was ended; null if it was not.</param>
/// <param name="EndReason">Why the session ended, such as <c>logout</c> or <c>reuse_detected</c>.</param>
/// <param name="Network">The network of the login.</param>
/// <param name="UserAgent">The User-Agent header of the login.</param>
public sealed record UserSessionDto(
    Guid Id,
    Guid UserId,
    string State,
    bool IsAdmin,
    DateTimeOffset OpenedAt,
    DateTimeOffset LastUsedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? EndedAt,
    string? EndReason,
    string? Network,
    string? UserAgent)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static UserSessionDto Example => new(
        ExampleData.SessionId,
        ExampleData.UserId,
        "ended",
        IsAdmin: false,
        ExampleData.Noon,
        ExampleData.Noon.AddMinutes(5),
        ExampleData.Noon.AddDays(30),
        ExampleData.Noon.AddHours(1),
        "logout",
        "203.0.113.7",
        "Mozilla/5.0");
}
