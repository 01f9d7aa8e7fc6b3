using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Mail;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.Accounts;

/// <summary>
/// Ends every session of an account whose epoch has grown, and tells its owner where another password is why; with the next save.
/// </summary>
internal sealed class SessionEnding(ISessionRepository sessions, IRevocations revocations, ISecurityEvents events, IOutbox outbox)
{
    public async Task EndAllAsync(User user, SessionEnd reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // A session that opens meanwhile is over as well: its epoch is the old one.
        foreach (Session session in await sessions.FindLiveAsync(user.Id, cancellationToken))
        {
            session.End(reason, now);
        }

        revocations.RevokeAll(user, reason, now);
        if (reason == SessionEnd.PasswordChanged)
        {
            events.Add(SecurityEventKind.PasswordChanged, user.Id, sessionId: null);
            outbox.Add(OutgoingMail.To(user, MailKind.PasswordChanged, now));
        }
    }
}
