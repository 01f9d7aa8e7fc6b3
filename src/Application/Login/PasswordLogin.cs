using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Sessions;
using CleanAuth.Application.Throttling;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Login;

/// <summary>Logs in by an address and a password: verifies who the caller is, and then opens the session.</summary>
internal sealed class PasswordLogin(
    PasswordVerifier passwordVerifier,
    IAccountUpdates accounts,
    SessionOpener sessionOpener,
    TokenSessionOpener tokenSessionOpener,
    LoginThrottle loginThrottle,
    LoginRecorder loginRecorder,
    TimeProvider clock,
    ILogger<PasswordLogin> logger)
{
    /// <summary>Logs in to the API. Null for an unknown account, one that may not log in, and a wrong password.</summary>
    /// <exception cref="ThrottledException">No attempt is left; the account was not read.</exception>
    public async Task<LoggedInUser?> LogInAsync(string email, string password, CancellationToken cancellationToken)
    {
        TokenSession? opened = await LogInAsync(email, password, isAdmin: false, tokenSessionOpener.OpenAsync, cancellationToken);
        return opened is null
            ? null
            : new LoggedInUser(opened.User, await tokenSessionOpener.WriteTokensAsync(opened, cancellationToken));
    }

    /// <summary>Logs a member of staff in to the admin pages, whose sessions have no tokens. Null for every other account and a wrong password.</summary>
    /// <exception cref="ThrottledException">No attempt is left; the account was not read.</exception>
    public async Task<Session?> LogInToAdminAsync(string email, string password, SessionTerms terms, CancellationToken cancellationToken)
    {
        OpenedSession? opened = await LogInAsync(
            email,
            password,
            isAdmin: true,
            (user, now, token) => sessionOpener.OpenAsync(user, terms, now, token),
            cancellationToken);
        return opened?.Session;
    }

    private async Task<T?> LogInAsync<T>(
        string email,
        string password,
        bool isAdmin,
        Func<User, DateTimeOffset, CancellationToken, Task<T>> open,
        CancellationToken cancellationToken)
        where T : OpenedSession
    {
        VerifiedPassword? verified = await passwordVerifier.VerifyAsync(email, password, isAdmin, cancellationToken);
        T? opened = verified is null ? null : await TryOpenAsync(verified, open, cancellationToken);
        if (opened is not null && verified!.IsHashOutdated)
        {
            await logger.RunBestEffortAsync(() => passwordVerifier.UpgradeHashAsync(verified.Credential, password, cancellationToken));
        }

        return opened;
    }

    private async Task<T?> TryOpenAsync<T>(
        VerifiedPassword verified,
        Func<User, DateTimeOffset, CancellationToken, Task<T>> open,
        CancellationToken cancellationToken)
        where T : OpenedSession
    {
        T opened;
        try
        {
            opened = await accounts.UpdateAsync(verified.UserId, OpenAsync, cancellationToken);
        }
        catch (Exception exception) when (exception is NotFoundException or AccountChangedException)
        {
            // The account was deleted, was deactivated or got another password while this one was verified.
            passwordVerifier.Refuse(verified.Attempt, verified.UserId);
            return null;
        }

        await logger.RunBestEffortAsync(() => loginThrottle.RefundAsync(verified.Attempt, cancellationToken));
        loginRecorder.LogLogin(opened.Session);
        return opened;

        async Task<T> OpenAsync(User user, CancellationToken token)
        {
            if (!passwordVerifier.IsStillValid(verified, user))
            {
                throw new AccountChangedException();
            }

            DateTimeOffset now = clock.GetUtcNow();
            T session = await open(user, now, token);
            loginRecorder.RecordLogin(user, session.Session, now);
            loginThrottle.RecordSuccess(verified.Attempt, user);
            return session;
        }
    }
}

/// <summary>An account that has logged in, and the tokens of its new session.</summary>
internal sealed record LoggedInUser(User User, TokenPair Tokens);
