using MimeKit;

namespace CleanAuth.Infrastructure.EmailDelivery;

internal static class MailboxAddressRule
{
    // These separate names, comments, lists and quoted names from addresses (RFC 5322 section 3.4).
    private const string Separators = "<>()\",;";

    /// <summary>Returns whether the text is one address and nothing else: no name, no second address, no line of a header.</summary>
    public static bool IsSingleAddress(string text) =>
        !text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character) || Separators.Contains(character))
        && text.Contains('@', StringComparison.Ordinal)
        && MailboxAddress.TryParse(text, out MailboxAddress? mailbox)
        && string.IsNullOrEmpty(mailbox.Name);
}
