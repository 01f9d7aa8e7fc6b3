using MediatR;

namespace CleanAuth.Application.EmailDelivery.PrepareEmail;

/// <summary>
/// Writes a message of the outbox and stores the link that it holds, right before it is sent. Null when there is nothing to
/// send (any more): whoever asked for it cannot tell.
/// </summary>
public sealed record PrepareEmailCommand(Guid MailId) : IRequest<EmailModel?>;
