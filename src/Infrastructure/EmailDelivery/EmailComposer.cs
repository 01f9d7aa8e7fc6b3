using CleanAuth.Application.EmailDelivery;
using CleanAuth.Infrastructure.EmailDelivery.Templates;
using MimeKit;
using MimeKit.Text;

namespace CleanAuth.Infrastructure.EmailDelivery;

/// <summary>Makes a message of a letter: text and HTML, and the headers.</summary>
internal sealed class EmailComposer(EmailTemplates templates, EmailOptions options, TimeProvider clock)
{
    private readonly MailboxAddress sender = options.Sender;

    /// <exception cref="EmailException">The address can be written to by nobody.</exception>
    /// <exception cref="EmailTemplateException">A template fails on this letter.</exception>
    public EmailMessage Compose(Guid id, EmailModel letter)
    {
        if (!Addresses.IsOne(letter.To))
        {
            throw new EmailException(MailFault.Undeliverable, "The address is none that mail can be sent to.");
        }

        RenderedEmail text = templates.Render(letter);
        MimeMessage message = new()
        {
            // The same each time it is tried, so that whoever gets it twice sees it once.
            MessageId = $"{id}@{options.SenderDomain}",
            Date = clock.GetUtcNow(),
            Subject = text.Subject,
            Body = new MultipartAlternative
            {
                new TextPart(TextFormat.Plain) { Text = text.Text },
                new TextPart(TextFormat.Html) { Text = text.Html },
            },
        };
        message.From.Add(sender);
        message.To.Add(MailboxAddress.Parse(letter.To));

        // No machine shall answer it (RFC 3834 section 5).
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return new EmailMessage(id, letter, message);
    }
}
