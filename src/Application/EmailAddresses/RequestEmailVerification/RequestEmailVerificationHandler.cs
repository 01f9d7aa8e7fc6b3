using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Abstractions.Persistence;
using CleanAuth.Application.Throttling;
using CleanAuth.Domain.Emails;
using MediatR;

namespace CleanAuth.Application.EmailAddresses.RequestEmailVerification;

internal sealed class RequestEmailVerificationHandler(
    KnownNetworks knownNetworks,
    IOutbox outbox,
    IUnitOfWork unitOfWork,
    TimeProvider clock) : IRequestHandler<RequestEmailVerificationCommand, Unit>
{
    // The account is read when the email is sent, so neither the response nor its time reveals whether an account has the address.
    public async Task<Unit> Handle(RequestEmailVerificationCommand command, CancellationToken cancellationToken)
    {
        bool isKnown = await knownNetworks.IsCallerKnownAsync(command.Email.Value, cancellationToken);
        outbox.Add(OutgoingEmail.ToAddress(
            command.Email.Value, EmailKind.VerifyEmail, clock.GetUtcNow(), isFromKnownNetwork: isKnown));
        await unitOfWork.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }
}
