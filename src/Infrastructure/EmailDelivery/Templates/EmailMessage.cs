using CleanAuth.Application.EmailDelivery;
using MimeKit;

namespace CleanAuth.Infrastructure.EmailDelivery.Templates;

/// <summary>A message as it goes out.</summary>
internal sealed class EmailMessage(Guid id, EmailModel letter, MimeMessage message)
{
    public Guid Id { get; } = id;

    public EmailModel EmailModel { get; } = letter;

    public MimeMessage Message { get; } = message;
}
