using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Infrastructure.IntegrationTests;

/// <summary>Valid accounts, sessions and tokens; a test spells out only the detail that it is about.</summary>
internal static class TestData
{
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    public static User NewUser(
        string email = "ada@example.com",
        string username = "ada",
        string passwordHash = "hash",
        string? bio = "",
        string? fullName = "") =>
        User.Register(email, username, passwordHash, bio, fullName, Now);

    public static User NewBob() => NewUser(email: "bob@example.com", username: "bob");

    /// <summary>A session of 30 days by default.</summary>
    public static Session NewSession(
        User user,
        TimeSpan? lifetime = null,
        string? network = "192.0.2.7",
        string? userAgent = "Firefox",
        DateTimeOffset? now = null) =>
        Session.Open(user, lifetime ?? TimeSpan.FromDays(30), network, userAgent, now ?? Now);

    /// <summary>A token of the session, valid for a day by default.</summary>
    public static RefreshToken NewToken(Session session, TimeSpan? lifetime = null, DateTimeOffset? now = null) =>
        session.IssueRefreshToken(lifetime ?? TimeSpan.FromDays(1), now ?? Now);
}
