using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Domain.UnitTests;

internal static class TestData
{
    public static readonly DateTimeOffset Now = new(2026, 3, 14, 15, 9, 26, TimeSpan.Zero);

    public static readonly DateTimeOffset Later = Now.AddHours(1);

    public static User NewUser(
        string email = "ada@example.com",
        string username = "ada",
        string passwordHash = "hash",
        string? bio = "bio",
        string? fullName = "Ada Lovelace",
        DateTimeOffset? now = null) =>
        User.Register(email, username, passwordHash, bio, fullName, now ?? Now);

    /// <summary>Consuming and blacklisting are the store's statements, so their marks can only be set from outside.</summary>
    public static RefreshToken NewRefreshToken(
        Guid? userId = null,
        TimeSpan? lifetime = null,
        DateTimeOffset? now = null,
        DateTimeOffset? consumedAt = null,
        DateTimeOffset? blacklistedAt = null)
    {
        RefreshToken token = RefreshToken.OpenSession(userId ?? Guid.NewGuid(), lifetime ?? TimeSpan.FromDays(1), now ?? Now);
        Set(token, nameof(token.ConsumedAt), consumedAt);
        Set(token, nameof(token.BlacklistedAt), blacklistedAt);
        return token;
    }

    private static void Set(RefreshToken token, string property, DateTimeOffset? value) =>
        typeof(RefreshToken).GetProperty(property)!.SetValue(token, value);
}
