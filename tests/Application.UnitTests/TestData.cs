using System.Reflection;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Operations.CreateSuperuser;
using CleanAuth.Application.Registration.RegisterUser;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Throttling;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Application.UnitTests;

/// <summary>Valid objects with defaults; a test spells out only the detail that it is about.</summary>
internal static class TestData
{
    public const string Email = "ada@example.com";
    public const string Username = "ada";
    public const string Password = "correct horse";
    public const string PasswordHash = "stored hash";

    /// <summary>The hash that the hasher of <see cref="Ports"/> returns for any password.</summary>
    public const string NewHash = "new hash";

    public const string Network = "203.0.113.7";
    public const string UserAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    public static readonly DateTimeOffset Now = new(2026, 3, 14, 15, 9, 26, TimeSpan.Zero);

    /// <summary>The time when accounts, sessions and tokens were created.</summary>
    public static readonly DateTimeOffset Earlier = Now.AddHours(-1);

    /// <summary>An account that may get rights: its owner has proven the address.</summary>
    public static User NewVerifiedUser()
    {
        User user = NewUser();
        user.VerifyEmail(Earlier);
        return user;
    }

    public static bool HasPassword(this User user) => user.PasswordHash[0] != User.NoPasswordMark;

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

    /// <summary>A counter of this many attempts, the last of them at <paramref name="triedAt"/>.</summary>
    public static AttemptCounter NewCounter(
        AttemptPurpose purpose,
        string scope,
        int tries,
        DateTimeOffset? succeededAt,
        DateTimeOffset triedAt)
    {
        AttemptLimit limit = new(int.MaxValue, int.MaxValue, TimeSpan.FromHours(1));
        AttemptCounter counter = AttemptCounter.Create(purpose, Email, scope);
        if (succeededAt is { } succeeded)
        {
            counter = counter.WithAttempt(limit, succeeded);
            counter.RecordSuccess(Guid.NewGuid(), TimeSpan.FromDays(30), succeeded);
        }

        for (int count = 0; count < tries; count++)
        {
            counter = counter.WithAttempt(limit, triedAt);
        }

        return counter;
    }

    public static Session NewSession(
        User? user = null,
        TimeSpan? lifetime = null,
        DateTimeOffset? openedAt = null,
        string? network = Network,
        string? userAgent = UserAgent) =>
        Session.Open(user ?? NewUser(), lifetime ?? TimeSpan.FromDays(30), network, userAgent, openedAt ?? Earlier);

    public static PresentedToken NewToken(
        User? user = null,
        TimeSpan? sessionLifetime = null,
        TimeSpan? lifetime = null,
        DateTimeOffset? openedAt = null,
        DateTimeOffset? consumedAt = null)
    {
        User owner = user ?? NewUser();
        Session session = NewSession(owner, sessionLifetime, openedAt);
        RefreshToken token = session.IssueRefreshToken(lifetime ?? TimeSpan.FromDays(1), session.OpenedAt);
        return new PresentedToken(consumedAt is { } instant ? Consumed(token, instant) : token, session, owner);
    }

    /// <summary>A token whose session has ended, expired or has an old epoch.</summary>
    public static PresentedToken NewTokenOf(InvalidSession state, DateTimeOffset? consumedAt = null)
    {
        PresentedToken presented = NewToken(
            sessionLifetime: state == InvalidSession.Expired ? Now - Earlier : null,
            consumedAt: consumedAt);
        switch (state)
        {
            case InvalidSession.Ended:
                presented.Session.End(SessionEndReason.Logout, Earlier);
                break;
            case InvalidSession.WithAnOldEpoch:
                presented.User.ReplacePassword("another hash", Earlier);
                break;
        }

        return presented;
    }

    /// <summary>
    /// The token after another request consumed it. Only a SQL statement consumes tokens, so the test sets the property by reflection.
    /// </summary>
    public static RefreshToken Consumed(RefreshToken token, DateTimeOffset at)
    {
        MethodInfo clone = typeof(object).GetMethod(nameof(MemberwiseClone), BindingFlags.Instance | BindingFlags.NonPublic)!;
        object consumed = clone.Invoke(token, null)!;
        typeof(RefreshToken).GetProperty(nameof(token.ConsumedAt))!.SetValue(consumed, at);
        return (RefreshToken)consumed;
    }

    public static VerifiedToken Verified(PresentedToken presented, TokenKind kind = TokenKind.Refresh) => new(
        presented.Token.Id,
        kind,
        presented.User.Id,
        presented.Session.Id,
        kind == TokenKind.Access ? presented.Session.Epoch : null);

    public static RegisterUserCommand Registration() => new(Email, Username, Password);

    public static CreateSuperuserCommand NewCreateSuperuserCommand() => new(Email, Username, Password);
}
