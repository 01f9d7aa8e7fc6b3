using MimeKit;

namespace CleanAuth.Infrastructure.Mail;

internal static class Addresses
{
    /// <summary>Whether the text is the address of one mailbox and nothing besides: no name, no second address, no line of a header.</summary>
    public static bool IsOne(string text) =>
        !text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character))
        && text.Contains('@', StringComparison.Ordinal)
        && MailboxAddress.TryParse(text, out MailboxAddress? mailbox)
        && string.IsNullOrEmpty(mailbox.Name)
        && !text.Contains('<', StringComparison.Ordinal);
}
