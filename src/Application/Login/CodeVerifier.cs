using System.Security.Cryptography;
using System.Text;
using CleanAuth.Application.Abstractions.Links;
using CleanAuth.Application.Abstractions.Login;
using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Application.Errors;
using CleanAuth.Domain;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Login;

namespace CleanAuth.Application.Login;

/// <summary>
/// The first step of a login by email: verifies that the caller has both the email and the nonce of the browser that requested it. Every
/// refusal is the same after the same work, because the nonce alone must not reveal whether an email was sent.
/// </summary>
internal sealed class CodeVerifier(
    ILoginCodeRepository loginCodes,
    IAccountLinkRepository links,
    ISecretProtector protector,
    LoginRecorder loginRecorder,
    TimeProvider clock)
{
    public const string Invalid = "The code or the link is invalid or has expired.";

    /// <summary>Verifies the code in the email.</summary>
    /// <exception cref="InvalidInputException">It is wrong, used, expired, of another browser, or had too many guesses.</exception>
    public async Task<VerifiedCode> VerifyCodeAsync(string nonce, string code, CancellationToken cancellationToken)
    {
        string requestId = RandomSecret.HashOf(nonce);
        LoginCode? request = await loginCodes.TryCountAsync(requestId, clock.GetUtcNow(), cancellationToken);
        if (!IsRight(code, request) || request?.UserId is not { } userId)
        {
            throw Refuse(request?.UserId);
        }

        // The link of the same email knows the state of the account when the email was sent.
        return await links.ReadLatestAsync(userId, LinkPurpose.LogIn, requestId, cancellationToken) is { } link
            ? new VerifiedCode(link.UserId, link, requestId)
            : throw Refuse(userId);
    }

    /// <summary>Verifies the secret of the link in the email.</summary>
    /// <exception cref="InvalidInputException">It is wrong, used, expired or of another browser.</exception>
    public async Task<VerifiedCode> VerifyLinkAsync(string nonce, string secret, CancellationToken cancellationToken)
    {
        string requestId = RandomSecret.HashOf(nonce);
        AccountLink? link = await links.ReadAsync(RandomSecret.HashOf(secret), cancellationToken);
        return link is { Purpose: LinkPurpose.LogIn } && link.Subject == requestId
            ? new VerifiedCode(link.UserId, link, requestId)
            : throw Refuse(userId: null);
    }

    /// <summary>Redeems the code and the link in the transaction that opens the session, while the account is locked.</summary>
    /// <exception cref="InvalidInputException">They were redeemed meanwhile, or a change of the account has voided them.</exception>
    public async Task RedeemAsync(VerifiedCode verified, User user, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!verified.Link.IsValidFor(user)
            || !await loginCodes.TryRedeemAsync(verified.RequestId, now, cancellationToken)
            || !await links.TryRedeemAsync(verified.Link.Id, now, cancellationToken))
        {
            throw Refuse(user.Id);
        }
    }

    /// <summary>Records a refused login, and returns its error.</summary>
    public InvalidInputException Refuse(Guid? userId)
    {
        loginRecorder.RecordFailure(userId);
        return InvalidInputException.Of(InvalidInputException.NoField, Invalid);
    }

    // Without a code, compare with a text that no code equals, so that the time is the same.
    private bool IsRight(string code, LoginCode? request)
    {
        string? right = protector.Unprotect(request?.ProtectedCode);
        bool isEqual = CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(LoginCode.Normalize(code)),
            Encoding.UTF8.GetBytes(right ?? new string('-', LoginCode.Length)));
        return isEqual && right is not null;
    }
}
