using CleanAuth.Application.EmailDelivery;
using MimeKit;

namespace CleanAuth.Infrastructure.EmailDelivery;

/// <summary>The MIME message of an email, with the data that it was rendered from.</summary>
internal sealed class EmailMessage(Guid id, EmailModel model, MimeMessage message)
{
    public Guid Id { get; } = id;

    public EmailModel Model { get; } = model;

    public MimeMessage Message { get; } = message;
}
