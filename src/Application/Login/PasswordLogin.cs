using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Sessions;
using CleanAuth.Application.Throttling;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Login;

/// <summary>Checks an address and a password and opens a session: what every way of logging in shares.</summary>
internal sealed class PasswordLogin(
    IUserRepository users,
    IPasswordHasher passwordHasher,
    SessionOpener sessionOpener,
    LoginThrottle throttle,
    ISecurityEventWriter events,
    IAccountUpdates accounts,
    AccountOptions options,
    TimeProvider clock,
    ILogger<PasswordLogin> logger)
{
    /// <summary>The account and its tokens; null when the address is unknown or not verified, the password wrong or the account deactivated.</summary>
    /// <exception cref="ThrottledException">There were too many tries; nothing was looked at that tells one address from another.</exception>
    public async Task<LoggedInUser?> TryAsync(string email, string password, CancellationToken cancellationToken)
    {
        OpenedSession? opened = await TryAsync(email, password, isAdmin: false, cancellationToken);
        return opened is null
            ? null
            : new LoggedInUser(opened.User, await sessionOpener.WriteTokensAsync(opened, cancellationToken));
    }

    /// <summary>
    /// A session of the admin's pages, without tokens; null when it is no active account of the staff, or the password wrong.
    /// </summary>
    /// <exception cref="ThrottledException">There were too many tries; nothing was looked at that tells one address from another.</exception>
    public async Task<Session?> TryEnterAdminAsync(string email, string password, CancellationToken cancellationToken) =>
        (await TryAsync(email, password, isAdmin: true, cancellationToken))?.Session;

    private async Task<OpenedSession?> TryAsync(string email, string password, bool isAdmin, CancellationToken cancellationToken)
    {
        LoginAttempt login = await throttle.AdmitAsync(email, cancellationToken);
        (Credential? credential, PasswordVerdict verdict) = await VerifyAsync(login, email, password, isAdmin, cancellationToken);
        if (credential is null || verdict == PasswordVerdict.Wrong)
        {
            return Refuse(login, credential?.UserId);
        }

        OpenedSession? opened = await TryOpenSessionAsync(login, credential, isAdmin, cancellationToken);
        if (opened is not null && verdict == PasswordVerdict.RightButOutdated)
        {
            await logger.TryAfterwardsAsync(() => UpgradePasswordHashAsync(opened.User, password, cancellationToken));
        }

        return opened;
    }

    private async Task<(Credential? Credential, PasswordVerdict Verdict)> VerifyAsync(
        LoginAttempt login,
        string email,
        string password,
        bool isAdmin,
        CancellationToken cancellationToken)
    {
        using HashingPermit permit = await passwordHasher.AcquireAsync(cancellationToken);
        await throttle.CountAsync(login, cancellationToken);
        Credential? credential = await users.ReadCredentialAsync(email, cancellationToken);

        // Treat accounts that may not log in as unknown, so that a correct password does not change the timing.
        string? hash = MayEnter(credential, isAdmin) ? credential!.PasswordHash : null;
        return (credential, await passwordHasher.VerifyAsync(permit, password, hash, cancellationToken));
    }

    private bool MayEnter(Credential? credential, bool isAdmin) =>
        credential is { IsActive: true }
        && (!isAdmin || credential.IsStaff)
        && (!options.RequireVerifiedEmail || credential.IsEmailVerified);

    private static Credential Of(User user) =>
        new(user.Id, user.PasswordHash, user.IsActive, user.IsStaff, user.IsEmailVerified);

    private async Task<OpenedSession?> TryOpenSessionAsync(
        LoginAttempt login,
        Credential verified,
        bool isAdmin,
        CancellationToken cancellationToken)
    {
        OpenedSession opened;
        try
        {
            opened = await accounts.UpdateAsync(verified.UserId, OpenAsync, cancellationToken);
        }
        catch (Exception exception) when (exception is NotFoundException or AccountChangedException)
        {
            // Deleted, deactivated or given another password while this one was being verified.
            return Refuse(login, verified.UserId);
        }

        await logger.TryAfterwardsAsync(() => throttle.ForgiveAsync(login, cancellationToken));
        logger.UserLoggedIn(verified.UserId, opened.Session.Id);
        return opened;

        async Task<OpenedSession> OpenAsync(User user, CancellationToken token)
        {
            if (user.PasswordHash != verified.PasswordHash || !MayEnter(Of(user), isAdmin))
            {
                throw new AccountChangedException();
            }

            OpenedSession session = await sessionOpener.LogInAsync(user, isAdmin, clock.GetUtcNow(), token);
            throttle.Remember(login, user);
            return session;
        }
    }

    private OpenedSession? Refuse(LoginAttempt login, Guid? userId)
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
internal sealed record LoggedInUser(User User, TokenPair Tokens);
