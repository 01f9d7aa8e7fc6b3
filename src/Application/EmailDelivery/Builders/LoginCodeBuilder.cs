using CleanAuth.Application.Abstractions.Login;
using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Application.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Login;

namespace CleanAuth.Application.EmailDelivery.Builders;

/// <summary>Sends a code and a link to log in with.</summary>
internal sealed class LoginCodeBuilder(
    ILoginCodeRepository loginCodes,
    ISecretProtector protector,
    EmailRateLimiter limiter,
    EmailModelFactory models,
    AccountOptions options,
    TimeProvider clock) : IEmailBuilder
{
    private const LinkPurpose Purpose = LinkPurpose.LogIn;

    public EmailKind Kind => EmailKind.LoginCode;

    public async Task<EmailModel?> BuildAsync(OutgoingEmail email, User? user, CancellationToken cancellationToken)
    {
        if (!options.EmailCodes
            || user is not { IsActive: true }
            || !await limiter.TryCountLinkAsync(email, user, Purpose, options.CodeLifetime, cancellationToken)
            || await loginCodes.FindAsync(email.Subject!, cancellationToken) is not { } request
            || request.ExpiresAt <= clock.GetUtcNow())
        {
            return null;
        }

        string code = ExistingCode(request, user) ?? LoginCode.CreateCode();
        request.AttachCode(user.Id, protector.Protect(code));
        return models.CreateWithLink(email, user, Purpose, user.Email, request.ExpiresAt - clock.GetUtcNow()) with { Code = code };
    }

    // An email that is sent twice must contain the same code both times.
    private string? ExistingCode(LoginCode request, User user) =>
        request.UserId == user.Id && request.ProtectedCode is { } code ? protector.Unprotect(code) : null;
}
