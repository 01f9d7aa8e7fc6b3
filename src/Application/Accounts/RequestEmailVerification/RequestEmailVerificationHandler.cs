using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Mail;
using MediatR;

namespace CleanAuth.Application.Accounts.RequestEmailVerification;

internal sealed class RequestEmailVerificationHandler(LoginThrottle throttle, IOutbox outbox, IUnitOfWork unitOfWork, TimeProvider clock)
    : IRequestHandler<RequestEmailVerificationCommand, Unit>
{
    // Whether the address has an account is read when the message is sent, so no answer and no time can tell.
    public async Task<Unit> Handle(RequestEmailVerificationCommand command, CancellationToken cancellationToken)
    {
        bool isKnown = await throttle.IsFromKnownNetworkAsync(command.Email.Value, cancellationToken);
        outbox.Add(OutgoingMail.ToAddress(
            command.Email.Value, MailKind.VerifyEmail, clock.GetUtcNow(), isFromKnownNetwork: isKnown));
        await unitOfWork.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }
}
