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
    /// <summary>Logs in to the API. Returns null if the account is unknown or may not log in, or the password is wrong.</summary>
    /// <exception cref="ThrottledException">No attempt is left; the account was not read.</exception>
    public async Task<LoggedInUser?> LogInAsync(string email, string password, CancellationToken cancellationToken)
    {
        TokenSession? opened = await LogInAsync(email, password, isAdmin: false, tokenSessionOpener.OpenAsync, cancellationToken);
        return opened is null
            ? null
            : new LoggedInUser(opened.User, await tokenSessionOpener.WriteTokensAsync(opened, cancellationToken));
    }

    /// <summary>
    /// Logs a member of staff in to the admin pages, whose sessions have no tokens. Returns null if the account is unknown, is not staff or
    /// may not log in, or the password is wrong.
    /// </summary>
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
        if (verified is null)
        {
            return null;
        }

        T opened;
        try
        {
            opened = await accounts.UpdateAsync(
                verified.UserId, (user, token) => OpenAsync(verified, user, open, token), cancellationToken);
        }
        catch (Exception exception) when (exception is NotFoundException or AccountChangedException)
        {
            // The account was deleted or deactivated, or its password changed, during the verification.
            passwordVerifier.Refuse(verified.Attempt, verified.UserId);
            return null;
        }

        await logger.RunBestEffortAsync(() => loginThrottle.RefundAsync(verified.Attempt, cancellationToken));
        loginRecorder.LogLogin(opened.Session);
        if (verified.IsHashOutdated)
        {
            await logger.RunBestEffortAsync(() => passwordVerifier.UpgradeHashAsync(verified.Credential, password, cancellationToken));
        }

        return opened;
    }

    private async Task<T> OpenAsync<T>(
        VerifiedPassword verified,
        User user,
        Func<User, DateTimeOffset, CancellationToken, Task<T>> open,
        CancellationToken cancellationToken)
        where T : OpenedSession
    {
        if (!passwordVerifier.IsStillValid(verified, user))
        {
            throw new AccountChangedException();
        }

        DateTimeOffset now = clock.GetUtcNow();
        T opened = await open(user, now, cancellationToken);
        loginRecorder.RecordLogin(user, opened.Session, now);
        loginThrottle.RecordSuccess(verified.Attempt, user);
        return opened;
    }
}

/// <summary>An account that has logged in, and the tokens of its new session.</summary>
internal sealed record LoggedInUser(User User, TokenPair Tokens);
