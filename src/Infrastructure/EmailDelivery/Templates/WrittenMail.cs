using CleanAuth.Application.EmailDelivery;
using MimeKit;

namespace CleanAuth.Infrastructure.EmailDelivery.Templates;

/// <summary>A message as it goes out.</summary>
internal sealed class WrittenMail(Guid id, Letter letter, MimeMessage message)
{
    public Guid Id { get; } = id;

    public Letter Letter { get; } = letter;

    public MimeMessage Message { get; } = message;
}
