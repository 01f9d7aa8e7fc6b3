using CleanAuth.Application.Abstractions;
using CleanAuth.Domain;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Mail;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Accounts.UndoEmailChange;

internal sealed class UndoEmailChangeHandler(
    LinkUse links,
    IPasswordHasher passwordHasher,
    SessionEnding sessionEnding,
    ISecurityEvents events,
    IOutbox outbox,
    TimeProvider clock,
    ILogger<UndoEmailChangeHandler> logger) : IRequestHandler<UndoEmailChangeCommand, Unit>
{
    public async Task<Unit> Handle(UndoEmailChangeCommand command, CancellationToken cancellationToken)
    {
        AccountLink link = await links.FindAsync(command.Token.Value, LinkPurpose.UndoEmailChange, cancellationToken);

        // Whoever changed the address knew the password. From now on nobody does, until the owner has chosen another.
        string passwordHash = await passwordHasher.HashAsync(RandomSecret.Create(), cancellationToken);
        await links.UseAsync(link, RestoreAsync, cancellationToken);

        logger.EmailRestored(link.UserId);
        return Unit.Value;

        Task RestoreAsync(User user, CancellationToken token)
        {
            DateTimeOffset now = clock.GetUtcNow();
            user.RestoreEmail(link.Email, now);
            user.ChangePassword(passwordHash, now);
            events.Add(SecurityEventKind.EmailRestored, user.Id, sessionId: null);
            outbox.Add(OutgoingMail.To(user, MailKind.ResetPassword, now));
            return sessionEnding.EndAllAsync(user, SessionEnd.EmailRestored, now, token);
        }
    }
}
