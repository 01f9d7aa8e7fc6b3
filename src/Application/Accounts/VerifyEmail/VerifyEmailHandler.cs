using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Accounts.VerifyEmail;

internal sealed class VerifyEmailHandler(
    LinkUse links,
    ISecurityEvents events,
    TimeProvider clock,
    ILogger<VerifyEmailHandler> logger) : IRequestHandler<VerifyEmailCommand, Unit>
{
    public async Task<Unit> Handle(VerifyEmailCommand command, CancellationToken cancellationToken)
    {
        AccountLink link = await links.FindAsync(command.Token.Value, LinkPurpose.VerifyEmail, cancellationToken);

        await links.UseAsync(link, Verify, cancellationToken);

        logger.EmailVerified(link.UserId);
        return Unit.Value;

        Task Verify(User user, CancellationToken token)
        {
            user.VerifyEmail(clock.GetUtcNow());
            events.Add(SecurityEventKind.EmailVerified, user.Id, sessionId: null);
            return Task.CompletedTask;
        }
    }
}
