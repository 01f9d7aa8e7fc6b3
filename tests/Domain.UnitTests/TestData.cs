using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Domain.UnitTests;

internal static class TestData
{
    public static readonly DateTimeOffset Now = new(2026, 3, 14, 15, 9, 26, TimeSpan.Zero);

    public static readonly DateTimeOffset Later = Now.AddHours(1);

    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static readonly TimeSpan Month = TimeSpan.FromDays(30);

    public static User NewUser(
        string email = "ada@example.com",
        string username = "ada",
        string passwordHash = "hash",
        string? bio = "bio",
        string? fullName = "Ada Lovelace",
        DateTimeOffset? now = null) =>
        User.Register(email, username, passwordHash, bio, fullName, now ?? Now);

    public static Session NewSession(
        User? user = null,
        TimeSpan? lifetime = null,
        string? network = "203.0.113.7",
        string? userAgent = "A browser",
        DateTimeOffset? now = null) =>
        Session.Open(user ?? NewUser(), lifetime ?? Month, network, userAgent, now ?? Now);

    /// <summary>Only a SQL statement consumes tokens, so the test sets the property by reflection.</summary>
    public static RefreshToken NewRefreshToken(
        TimeSpan? lifetime = null,
        DateTimeOffset? now = null,
        DateTimeOffset? consumedAt = null,
        Session? session = null)
    {
        RefreshToken token = (session ?? NewSession(now: now)).IssueRefreshToken(lifetime ?? Day, now ?? Now);
        typeof(RefreshToken).GetProperty(nameof(token.ConsumedAt))!.SetValue(token, consumedAt);
        return token;
    }
}
