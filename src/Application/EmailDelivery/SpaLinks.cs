using CleanAuth.Application.Accounts;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Links;

namespace CleanAuth.Application.EmailDelivery;

/// <summary>
/// Builds the URLs in emails, which open pages of the app. The secret is in the fragment, which browsers never send to a server, so it
/// appears in no access log and no Referer header. With a hash router, the page is in the fragment too, and the secret follows it.
/// </summary>
internal sealed class SpaLinks(AccountOptions options, TokenOptions tokens)
{
    private readonly string baseUrl = (options.SpaBaseUrl?.AbsoluteUri ?? tokens.Issuer).TrimEnd('/');

    /// <summary>The start page.</summary>
    public string Home => $"{baseUrl}/";

    /// <summary>The page that requests a link to reset the password.</summary>
    public string ForgottenPassword => $"{baseUrl}/forgot-password";

    public string To(LinkPurpose purpose, string secret) => $"{baseUrl}/{PageOf(purpose)}{BeforeToken}token={secret}";

    private char BeforeToken => baseUrl.Contains('#', StringComparison.Ordinal) ? '?' : '#';

    private static string PageOf(LinkPurpose purpose) => purpose switch
    {
        LinkPurpose.VerifyEmail => "verify-email",
        LinkPurpose.ResetPassword => "reset-password",
        LinkPurpose.ConfirmEmailChange => "confirm-email",
        LinkPurpose.UndoEmailChange => "undo-email-change",
        LinkPurpose.LogIn => "login-code",
        LinkPurpose.ReportSession => "report-session",
        LinkPurpose.RestoreAccount => "restore-account",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
    };
}
