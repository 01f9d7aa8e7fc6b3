using CleanAuth.Application.EmailDelivery;
using MimeKit;

namespace CleanAuth.Infrastructure.EmailDelivery;

/// <summary>An email as it is sent.</summary>
internal sealed class EmailMessage(Guid id, EmailModel model, MimeMessage message)
{
    public Guid Id { get; } = id;

    public EmailModel Model { get; } = model;

    public MimeMessage Message { get; } = message;
}
