using MimeKit;

namespace CleanAuth.Infrastructure.EmailDelivery;

internal static class Addresses
{
    // What sets names, comments, lists and quoted names apart from addresses (RFC 5322 section 3.4).
    private const string Separators = "<>()\",;";

    /// <summary>Whether the text is the address of one mailbox and nothing besides: no name, no second address, no line of a header.</summary>
    public static bool IsOne(string text) =>
        !text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character) || Separators.Contains(character, StringComparison.Ordinal))
        && text.Contains('@', StringComparison.Ordinal)
        && MailboxAddress.TryParse(text, out MailboxAddress? mailbox)
        && string.IsNullOrEmpty(mailbox.Name);
}
