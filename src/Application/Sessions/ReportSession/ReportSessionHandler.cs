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
    LinkUse linkUse,
    SessionEnding sessionEnding,
    IOutbox outbox,
    ILoginRecordRepository loginRecords,
    TimeProvider clock,
    ILogger<ReportSessionHandler> logger) : IRequestHandler<ReportSessionCommand, Unit>
{
    public async Task<Unit> Handle(ReportSessionCommand command, CancellationToken cancellationToken)
    {
        AccountLink link = await linkUse.FindAsync(command.Token.Value, LinkPurpose.ReportSession, cancellationToken);
        Guid sessionId = Guid.Parse(link.Subject!);
        await linkUse.UseAsync(link, EndAsync, cancellationToken);

        logger.SessionReported(link.UserId, sessionId);
        return Unit.Value;

        async Task EndAsync(User user, CancellationToken token)
        {
            // It may be over already; whoever opened it knows the password all the same, and their network must not count as the owner's.
            DateTimeOffset now = clock.GetUtcNow();
            await sessionEnding.ReportAsync(user, sessionId, now, token);
            await loginRecords.ForgetAsync(user.Id, token);
            outbox.Add(OutgoingMail.To(user, MailKind.ResetPassword, now));
        }
    }
}
