using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Links;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.EmailAddresses.VerifyEmail;

internal sealed class VerifyEmailHandler(
    AddressBinder addressBinder,
    ISecurityEventWriter events,
    TimeProvider clock,
    ILogger<VerifyEmailHandler> logger) : IRequestHandler<VerifyEmailCommand, Unit>
{
    public async Task<Unit> Handle(VerifyEmailCommand command, CancellationToken cancellationToken)
    {
        Guid userId = await addressBinder.BindAsync(command, LinkPurpose.VerifyEmail, Verify, cancellationToken);

        logger.EmailVerified(userId);
        return Unit.Value;

        Task Verify(User user, CancellationToken token)
        {
            user.VerifyEmail(clock.GetUtcNow());
            events.Add(SecurityEventKind.EmailVerified, user.Id, sessionId: null);
            return Task.CompletedTask;
        }
    }
}
