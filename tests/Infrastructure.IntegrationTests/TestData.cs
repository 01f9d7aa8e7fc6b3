using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Infrastructure.IntegrationTests;

/// <summary>Accounts and tokens of which a test spells out only the detail that it is about.</summary>
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

    /// <summary>The first token of a session, good for a day unless told otherwise.</summary>
    public static RefreshToken NewToken(User user, TimeSpan? lifetime = null, DateTimeOffset? now = null) =>
        RefreshToken.OpenSession(user.Id, lifetime ?? TimeSpan.FromDays(1), now ?? Now);
}
