using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Abstractions.Throttling;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Links;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Sessions.ReportSession;

internal sealed class ReportSessionHandler(
    AccountLinkRedeemer accountLinkRedeemer,
    SessionTerminator sessionTerminator,
    IOutbox outbox,
    IAttemptCounterRepository attemptCounters,
    TimeProvider clock,
    ILogger<ReportSessionHandler> logger) : IRequestHandler<ReportSessionCommand, Unit>
{
    public async Task<Unit> Handle(ReportSessionCommand command, CancellationToken cancellationToken)
    {
        AccountLink link = await accountLinkRedeemer.FindValidAsync(command.Token.Value, LinkPurpose.ReportSession, cancellationToken);
        Guid sessionId = Guid.Parse(link.Subject!);
        await accountLinkRedeemer.RedeemAsync(link, EndAsync, cancellationToken);

        logger.SessionReported(link.UserId, sessionId);
        return Unit.Value;

        async Task EndAsync(User user, CancellationToken token)
        {
            DateTimeOffset now = clock.GetUtcNow();
            await sessionTerminator.ReportAsync(user, sessionId, now, token);

            // Even if the session has already ended, the attacker knows the password, so no network may stay a known network.
            await attemptCounters.DeleteKnownNetworksAsync(user.Id, token);
            outbox.Add(OutgoingEmail.To(user, EmailKind.ResetPassword, now));
        }
    }
}
