using CleanAuth.Application.EmailDelivery;
using CleanAuth.Infrastructure.EmailDelivery.Templates;
using MimeKit;
using MimeKit.Text;

namespace CleanAuth.Infrastructure.EmailDelivery;

/// <summary>Renders an email and adds the headers: the result is a MIME message with text and HTML.</summary>
internal sealed class EmailComposer(TemplateLoader templateLoader, EmailOptions options, TimeProvider clock)
{
    private readonly MailboxAddress sender = options.Sender;

    /// <exception cref="EmailException">The address is invalid.</exception>
    /// <exception cref="EmailTemplateException">A template fails for this email.</exception>
    public EmailMessage Compose(Guid id, EmailModel model)
    {
        if (!MailboxAddressRule.IsSingleAddress(model.To))
        {
            throw new EmailException(EmailFault.Permanent, "The address is invalid.");
        }

        RenderedEmail rendered = templateLoader.Templates.Render(model);
        MimeMessage message = new()
        {
            // Every attempt has the same Message-ID, so that mail programs show two copies as one email.
            MessageId = $"{id}@{options.SenderDomain}",
            Date = clock.GetUtcNow(),
            Subject = rendered.Subject,
            Body = new MultipartAlternative
            {
                new TextPart(TextFormat.Plain) { Text = rendered.Text },
                new TextPart(TextFormat.Html) { Text = rendered.Html },
            },
        };
        message.From.Add(sender);
        message.To.Add(MailboxAddress.Parse(model.To));

        // Suppresses automatic replies (RFC 3834 section 5).
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return new EmailMessage(id, model, message);
    }
}
