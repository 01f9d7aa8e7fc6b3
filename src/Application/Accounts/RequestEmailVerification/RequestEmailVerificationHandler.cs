using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Mail;
using MediatR;

namespace CleanAuth.Application.Accounts.RequestEmailVerification;

internal sealed class RequestEmailVerificationHandler(IOutbox outbox, IUnitOfWork unitOfWork, TimeProvider clock)
    : IRequestHandler<RequestEmailVerificationCommand, Unit>
{
    public async Task<Unit> Handle(RequestEmailVerificationCommand command, CancellationToken cancellationToken)
    {
        // Whether the address has an account is not looked at here: no answer, and no time, can tell.
        outbox.Add(OutgoingMail.ToAddress(command.Email.Value, MailKind.VerifyEmail, clock.GetUtcNow()));
        await unitOfWork.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }
}
