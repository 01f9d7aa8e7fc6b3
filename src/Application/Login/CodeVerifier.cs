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
/// refusal has the same error and takes the same time, so that the nonce alone does not reveal whether an email was sent.
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
    /// <exception cref="InvalidInputException">
    /// The code is wrong, used or expired, was requested by another browser, or was guessed too often.
    /// </exception>
    public async Task<VerifiedCode> VerifyCodeAsync(string nonce, string code, CancellationToken cancellationToken)
    {
        string requestId = RandomSecret.HashOf(nonce);
        LoginCode? request = await loginCodes.TryCountAsync(requestId, clock.GetUtcNow(), cancellationToken);
        if (!IsCorrect(code, request) || request?.UserId is not { } userId)
        {
            throw Refuse(request?.UserId);
        }

        // The link of the same email stores the state of the account when the email was sent. RedeemAsync uses it to detect later changes.
        return await links.ReadLatestAsync(userId, LinkPurpose.LogIn, requestId, cancellationToken) is { } link
            ? new VerifiedCode(link.UserId, link, requestId)
            : throw Refuse(userId);
    }

    /// <summary>Verifies the secret of the link in the email.</summary>
    /// <exception cref="InvalidInputException">The link is wrong, used or expired, or was requested by another browser.</exception>
    public async Task<VerifiedCode> VerifyLinkAsync(string nonce, string secret, CancellationToken cancellationToken)
    {
        string requestId = RandomSecret.HashOf(nonce);
        AccountLink? link = await links.ReadAsync(RandomSecret.HashOf(secret), cancellationToken);
        return link is { Purpose: LinkPurpose.LogIn } && link.Subject == requestId
            ? new VerifiedCode(link.UserId, link, requestId)
            : throw Refuse(userId: null);
    }

    /// <summary>Redeems the code and the link in the transaction that opens the session, while the account is locked.</summary>
    /// <exception cref="InvalidInputException">A concurrent request redeemed them, or a change of the account has voided them.</exception>
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
    private bool IsCorrect(string code, LoginCode? request)
    {
        string? expected = protector.Unprotect(request?.ProtectedCode);
        bool isEqual = CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(LoginCode.Normalize(code)),
            Encoding.UTF8.GetBytes(expected ?? new string('-', LoginCode.Length)));
        return isEqual && expected is not null;
    }
}
