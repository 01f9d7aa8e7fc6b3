using CleanAuth.Application.Accounts;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Links;

namespace CleanAuth.Application.EmailDelivery;

/// <summary>
/// Where links in messages lead. The secret is in the fragment, which browsers send to no server: it shows up in no access
/// log and no Referer. An app with a hash router has its pages in the fragment too, so there the secret follows the page.
/// </summary>
internal sealed class SpaLinks(AccountOptions options, TokenOptions tokens)
{
    private readonly string baseUrl = (options.SpaBaseUrl?.AbsoluteUri ?? tokens.Issuer).TrimEnd('/');

    /// <summary>The start page.</summary>
    public string Home => $"{baseUrl}/";

    /// <summary>The page that asks for a link to choose another password.</summary>
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
