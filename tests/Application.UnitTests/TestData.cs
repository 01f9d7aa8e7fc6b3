using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts.CreateSuperuser;
using CleanAuth.Application.Accounts.RegisterUser;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Application.UnitTests;

/// <summary>Things as they should be; a test spells out only what it is about.</summary>
internal static class TestData
{
    public const string Email = "ada@example.com";
    public const string Username = "ada";
    public const string Password = "correct horse";
    public const string PasswordHash = "stored hash";

    /// <summary>What the hasher of <see cref="Ports"/> makes of any password.</summary>
    public const string NewHash = "new hash";

    public static readonly DateTimeOffset Now = new(2026, 3, 14, 15, 9, 26, TimeSpan.Zero);

    /// <summary>When accounts and tokens were made.</summary>
    public static readonly DateTimeOffset Earlier = Now.AddHours(-1);

    public static User NewUser(
        string email = Email,
        string username = Username,
        string? bio = "bio",
        string? fullName = "Ada Lovelace",
        bool isActive = true)
    {
        User user = User.Register(email, username, PasswordHash, bio, fullName, Earlier);
        if (!isActive)
        {
            user.Deactivate(Earlier);
        }

        return user;
    }

    /// <summary>Consuming and blacklisting are the store's statements, so their marks can only be set from outside.</summary>
    public static RefreshToken NewRefreshToken(
        User? user = null,
        TimeSpan? lifetime = null,
        DateTimeOffset? consumedAt = null,
        DateTimeOffset? blacklistedAt = null)
    {
        RefreshToken token = RefreshToken.OpenSession(user?.Id ?? Guid.NewGuid(), lifetime ?? TimeSpan.FromDays(1), Earlier);
        Set(token, nameof(token.ConsumedAt), consumedAt);
        Set(token, nameof(token.BlacklistedAt), blacklistedAt);
        return token;
    }

    public static VerifiedToken Verified(RefreshToken token, TokenKind kind = TokenKind.Refresh) =>
        new(token.Id, kind, token.UserId, token.SessionId);

    public static RegisterUserCommand Registration() => new(Email, Username, Password);

    public static CreateSuperuserCommand SuperuserCreation() => new(Email, Username, Password);

    private static void Set(RefreshToken token, string property, DateTimeOffset? value) =>
        typeof(RefreshToken).GetProperty(property)!.SetValue(token, value);
}
