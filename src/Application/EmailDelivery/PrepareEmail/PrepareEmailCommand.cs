using MediatR;

namespace CleanAuth.Application.EmailDelivery.PrepareEmail;

/// <summary>
/// Builds an email of the outbox right before it is sent, and stores its link. Returns null if the email must not be sent, for example
/// because the address has no account.
/// </summary>
public sealed record PrepareEmailCommand(Guid EmailId) : IRequest<EmailModel?>;
