using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Mail;
using MediatR;

namespace CleanAuth.Application.Accounts.RequestPasswordReset;

internal sealed class RequestPasswordResetHandler(IOutbox outbox, IUnitOfWork unitOfWork, TimeProvider clock)
    : IRequestHandler<RequestPasswordResetCommand, Unit>
{
    public async Task<Unit> Handle(RequestPasswordResetCommand command, CancellationToken cancellationToken)
    {
        // Whether the address has an account is not looked at here: no answer, and no time, can tell.
        outbox.Add(OutgoingMail.ToAddress(command.Email.Value, MailKind.ResetPassword, clock.GetUtcNow()));
        await unitOfWork.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }
}
