using MediatR;

namespace CleanAuth.Application.EmailDelivery.WriteLetter;

/// <summary>
/// Writes a message of the outbox and stores the link that it holds, right before it is sent. Null when there is nothing to
/// send (any more): whoever asked for it cannot tell.
/// </summary>
public sealed record WriteLetterCommand(Guid MailId) : IRequest<Letter?>;
