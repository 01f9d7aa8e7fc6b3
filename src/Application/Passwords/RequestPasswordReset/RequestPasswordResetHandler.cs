using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Abstractions.Persistence;
using CleanAuth.Application.Throttling;
using CleanAuth.Domain.Emails;
using MediatR;

namespace CleanAuth.Application.Passwords.RequestPasswordReset;

internal sealed class RequestPasswordResetHandler(KnownNetworks knownNetworks, IOutbox outbox, IUnitOfWork unitOfWork, TimeProvider clock)
    : IRequestHandler<RequestPasswordResetCommand, Unit>
{
    // The account is read when the email is sent, so that neither the response nor its time reveals whether it exists.
    public async Task<Unit> Handle(RequestPasswordResetCommand command, CancellationToken cancellationToken)
    {
        bool isKnown = await knownNetworks.IsCallerKnownAsync(command.Email.Value, cancellationToken);
        outbox.Add(OutgoingEmail.ToAddress(
            command.Email.Value, EmailKind.ResetPassword, clock.GetUtcNow(), isFromKnownNetwork: isKnown));
        await unitOfWork.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }
}
