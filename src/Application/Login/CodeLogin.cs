using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Passwords;
using CleanAuth.Application.Throttling;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Accounts;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Login;

/// <summary>Logs in by the code or the link of an email: verifies who the caller is, and then opens the session.</summary>
internal sealed class CodeLogin(
    CodeVerifier codeVerifier,
    IAccountUpdates accounts,
    EmailOwnershipRecorder emailOwnershipRecorder,
    TokenSessionOpener tokenSessionOpener,
    KnownNetworks knownNetworks,
    LoginRecorder loginRecorder,
    TimeProvider clock,
    ILogger<CodeLogin> logger)
{
    /// <summary>Logs in by the code in the email.</summary>
    /// <exception cref="InvalidInputException">
    /// The code is wrong, used or expired, was requested by another browser, or was guessed too often.
    /// </exception>
    public async Task<LoggedInUser> LogInByCodeAsync(string nonce, string code, CancellationToken cancellationToken) =>
        await OpenAsync(await codeVerifier.VerifyCodeAsync(nonce, code, cancellationToken), cancellationToken);

    /// <summary>Logs in by the secret of the link in the email.</summary>
    /// <exception cref="InvalidInputException">The link is wrong, used or expired, or was requested by another browser.</exception>
    public async Task<LoggedInUser> LogInByLinkAsync(string nonce, string secret, CancellationToken cancellationToken) =>
        await OpenAsync(await codeVerifier.VerifyLinkAsync(nonce, secret, cancellationToken), cancellationToken);

    private async Task<LoggedInUser> OpenAsync(VerifiedCode verified, CancellationToken cancellationToken)
    {
        TokenSession opened;
        try
        {
            opened = await accounts.UpdateAsync(verified.UserId, RedeemAndOpenAsync, cancellationToken);
        }
        catch (NotFoundException)
        {
            throw codeVerifier.Refuse(verified.UserId);
        }

        // Make the network a known network. Otherwise attackers could use up the login codes of an owner who has no password.
        await logger.RunBestEffortAsync(() => knownNetworks.AddCallerAsync(opened.User, cancellationToken));
        loginRecorder.LogLogin(opened.Session);
        return new LoggedInUser(opened.User, await tokenSessionOpener.WriteTokensAsync(opened, cancellationToken));

        async Task<TokenSession> RedeemAndOpenAsync(User user, CancellationToken token)
        {
            DateTimeOffset now = clock.GetUtcNow();
            await codeVerifier.RedeemAsync(verified, user, now, token);
            await emailOwnershipRecorder.RecordAsync(user, newPasswordHash: null, now, token);
            TokenSession session = await tokenSessionOpener.OpenAsync(user, now, token);
            loginRecorder.RecordLogin(user, session.Session, now);
            return session;
        }
    }
}
