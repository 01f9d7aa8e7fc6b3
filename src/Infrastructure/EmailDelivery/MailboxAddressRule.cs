using MimeKit;

namespace CleanAuth.Infrastructure.EmailDelivery;

internal static class MailboxAddressRule
{
    // Characters that introduce names, comments, lists or quoted strings (RFC 5322 section 3.4).
    private const string Separators = "<>()\",;";

    /// <summary>
    /// Returns whether the text is exactly one address. A name, a second address or a line break could inject recipients or headers.
    /// </summary>
    public static bool IsSingleAddress(string text) =>
        !text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character) || Separators.Contains(character))
        && text.Contains('@', StringComparison.Ordinal)
        && MailboxAddress.TryParse(text, out MailboxAddress? mailbox)
        && string.IsNullOrEmpty(mailbox.Name);
}
