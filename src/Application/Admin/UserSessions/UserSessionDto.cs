namespace CleanAuth.Application.Admin.UserSessions;

/// <summary>A session of an account.</summary>
/// <param name="Id">The <c>sid</c> of its tokens.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="State"><c>live</c>, <c>ended</c> or <c>expired</c>.</param>
/// <param name="IsAdmin">Whether it is one of the admin's pages, which has no tokens.</param>
/// <param name="OpenedAt">When its owner logged in.</param>
/// <param name="LastUsedAt">When it was last used.</param>
/// <param name="ExpiresAt">When it ends however often it is used.</param>
/// <param name="EndedAt">When it was ended.</param>
/// <param name="EndReason">Why, such as <c>logout</c> or <c>reuse_detected</c>.</param>
/// <param name="Network">The network that opened it.</param>
/// <param name="UserAgent">What opened it, as it called itself.</param>
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
