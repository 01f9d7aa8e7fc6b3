using System.Security.Cryptography;
using System.Text;
using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Links;
using CleanAuth.Application.Abstractions.Login;
using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Links;
using CleanAuth.Application.Sessions;
using CleanAuth.Application.Throttling;
using CleanAuth.Domain;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Login;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Login;

/// <summary>
/// Opens a session for whoever has both a mail and the nonce of the browser that asked for it. Whatever is wrong, the caller
/// hears the same after the same work: the nonce alone must not tell whether a mail went out.
/// </summary>
internal sealed class CodeLogin(
    ILoginCodeRepository loginCodes,
    IAccountLinkRepository links,
    IAccountUpdates accounts,
    ISecretProtector protector,
    EmailOwnershipRecorder emailOwnershipRecorder,
    SessionOpener sessionOpener,
    LoginThrottle throttle,
    ISecurityEventWriter events,
    TimeProvider clock,
    ILogger<CodeLogin> logger)
{
    public const string Invalid = "The code or the link is invalid or has expired.";

    /// <summary>Lets a caller in by the code of the mail.</summary>
    /// <exception cref="InvalidInputException">They are wrong, used, expired, another browser's, or were guessed too often.</exception>
    public async Task<LoggedInUser> EnterByCodeAsync(string nonce, string code, CancellationToken cancellationToken)
    {
        string requestId = RandomSecret.HashOf(nonce);
        LoginCode? request = await loginCodes.TryCountAsync(requestId, clock.GetUtcNow(), cancellationToken);
        if (!IsRight(code, request) || request?.UserId is not { } userId)
        {
            throw Refuse(request?.UserId);
        }

        // Sent in the same mail, it knows what the account was then.
        return await links.ReadLatestAsync(userId, LinkPurpose.LogIn, requestId, cancellationToken) is { } link
            ? await EnterAsync(link, requestId, cancellationToken)
            : throw Refuse(userId);
    }

    /// <summary>Lets a caller in by the secret of the link in the mail.</summary>
    /// <exception cref="InvalidInputException">It is wrong, used, expired or another browser's.</exception>
    public async Task<LoggedInUser> EnterByLinkAsync(string nonce, string secret, CancellationToken cancellationToken)
    {
        string requestId = RandomSecret.HashOf(nonce);
        AccountLink? link = await links.ReadAsync(RandomSecret.HashOf(secret), cancellationToken);
        return link is { Purpose: LinkPurpose.LogIn } && link.Subject == requestId
            ? await EnterAsync(link, requestId, cancellationToken)
            : throw Refuse(userId: null);
    }

    private async Task<LoggedInUser> EnterAsync(AccountLink link, string requestId, CancellationToken cancellationToken)
    {
        OpenedSession opened;
        try
        {
            opened = await accounts.UpdateAsync(link.UserId, UseAndOpenAsync, cancellationToken);
        }
        catch (NotFoundException)
        {
            throw Refuse(link.UserId);
        }

        // A login by code makes its network a known one too, or strangers could use up the codes of an owner who has no password.
        await logger.TryAfterwardsAsync(() => throttle.WelcomeAsync(opened.User, cancellationToken));
        logger.UserLoggedIn(opened.User.Id, opened.Session.Id);
        return new LoggedInUser(opened.User, await sessionOpener.WriteTokensAsync(opened, cancellationToken));

        async Task<OpenedSession> UseAndOpenAsync(User user, CancellationToken token)
        {
            DateTimeOffset now = clock.GetUtcNow();
            if (!link.IsValidFor(user)
                || !await loginCodes.TryUseAsync(requestId, now, token)
                || !await links.TryUseAsync(link.Id, now, token))
            {
                throw Refuse(user.Id);
            }

            await emailOwnershipRecorder.RecordAsync(user, newPasswordHash: null, now, token);
            return await sessionOpener.LogInAsync(user, isAdmin: false, now, token);
        }
    }

    private bool IsRight(string code, LoginCode? request)
    {
        string? right = protector.Unprotect(request?.ProtectedCode);
        bool isEqual = CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(LoginCode.Normalize(code)),
            Encoding.UTF8.GetBytes(right ?? new string('-', LoginCode.Length)));
        return isEqual && right is not null;
    }

    private InvalidInputException Refuse(Guid? userId)
    {
        events.AddLater(SecurityEventKind.LoginFailed, userId, sessionId: null);
        logger.LoginFailed(userId);
        return InvalidInputException.Of(InvalidInputException.NoField, Invalid);
    }
}
