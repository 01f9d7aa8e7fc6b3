using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Accounts;

/// <summary>Checks an address and a password and opens a session: what every way of logging in shares.</summary>
internal sealed class SignIn(
    IUserRepository users,
    ISessionRepository sessions,
    IPasswordHasher passwordHasher,
    AccessTokens accessTokens,
    ITokenIssuer tokenIssuer,
    LoginThrottle throttle,
    ISecurityEvents events,
    IClient client,
    IUnitOfWork unitOfWork,
    TokenOptions options,
    TimeProvider clock,
    ILogger<SignIn> logger)
{
    /// <summary>The account and its tokens; null when the address is unknown, the password wrong or the account deactivated.</summary>
    /// <exception cref="ThrottledException">There were too many tries; nothing was looked at that tells one address from another.</exception>
    public async Task<SignedInUser?> TryAsync(string email, string password, CancellationToken cancellationToken)
    {
        LoginTry login = await throttle.AdmitAsync(email, cancellationToken);
        Credential? credential = null;
        PasswordVerdict verdict = await passwordHasher.VerifyAsync(
            password,
            async token =>
            {
                await throttle.CountAsync(login, token);
                credential = await users.ReadCredentialAsync(email, token);

                // Of a deactivated account no password is right, so that a right one takes no other time.
                return credential is { IsActive: true } ? credential.PasswordHash : null;
            },
            cancellationToken);
        if (credential is not { IsActive: true } || verdict == PasswordVerdict.Wrong)
        {
            return Refuse(login, credential?.UserId);
        }

        SignedInUser? signedIn = await TryOpenSessionAsync(login, credential, cancellationToken);
        if (signedIn is not null && verdict == PasswordVerdict.RightButOutdated)
        {
            await UpgradePasswordHashAsync(signedIn.User, password, cancellationToken);
        }

        return signedIn;
    }

    private async Task<SignedInUser?> TryOpenSessionAsync(LoginTry login, Credential verified, CancellationToken cancellationToken)
    {
        User? user = await users.FindByIdAsync(verified.UserId, cancellationToken);
        if (user is not { IsActive: true } || user.PasswordHash != verified.PasswordHash)
        {
            return Refuse(login, verified.UserId);
        }

        DateTimeOffset now = clock.GetUtcNow();
        Session session = Session.Open(user, options.SessionLifetime, client.Network, client.UserAgent, now);
        RefreshToken refreshToken = session.IssueRefreshToken(options.RefreshTokenLifetime, now);
        user.RecordLogin(now);
        sessions.Add(session, refreshToken);
        throttle.Remember(login, user);
        events.Add(SecurityEventKind.LoggedIn, user.Id, session.Id);
        try
        {
            await unitOfWork.SaveChangesAsync(cancellationToken);
        }
        catch (AccountChangedException)
        {
            // Deactivated, deleted or given another password while this one was being verified.
            return Refuse(login, user.Id);
        }

        await throttle.ForgiveAsync(login, cancellationToken);
        logger.UserLoggedIn(user.Id, session.Id);
        string access = await accessTokens.IssueAsync(user, session.Id, cancellationToken);
        return new SignedInUser(user, new TokenPair(tokenIssuer.WriteRefreshToken(refreshToken), access));
    }

    private SignedInUser? Refuse(LoginTry login, Guid? userId)
    {
        events.AddLater(SecurityEventKind.LoginFailed, userId, sessionId: null);
        logger.LoginFailed(userId);
        if (throttle.WasTheLast(login))
        {
            events.AddLater(SecurityEventKind.LoginsThrottled, userId, sessionId: null);
            logger.LoginsThrottled(userId);
        }

        return null;
    }

    private async Task UpgradePasswordHashAsync(User user, string password, CancellationToken cancellationToken)
    {
        try
        {
            string newHash = await passwordHasher.HashAsync(password, cancellationToken);
            await users.UpgradePasswordHashAsync(user.Id, user.PasswordHash, newHash, cancellationToken);
            logger.PasswordHashUpgraded(user.Id);
        }
        catch (ServiceBusyException)
        {
            // The password was right; the hash can be upgraded at another login.
        }
    }
}

/// <summary>An account that has just logged in, and the tokens of its new session.</summary>
internal sealed record SignedInUser(User User, TokenPair Tokens);
