using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Mail;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.Accounts;

/// <summary>
/// Ends sessions of an account, and tells its owner where another password is why: with the next save, while the account is
/// held.
/// </summary>
internal sealed class SessionEnding(ISessionRepository sessions, IRevocations revocations, ISecurityEvents events, IOutbox outbox)
{
    /// <summary>Ends every session of an account whose epoch has grown.</summary>
    public async Task EndAllAsync(User user, SessionEnd reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // A session that opens meanwhile is over as well: its epoch is the old one.
        await sessions.MarkAllEndedAsync(user.Id, reason, now, cancellationToken);
        revocations.RevokeAll(user, reason, now);
        if (reason == SessionEnd.PasswordChanged)
        {
            events.Add(SecurityEventKind.PasswordChanged, user.Id, sessionId: null);
            outbox.Add(OutgoingMail.To(user, MailKind.PasswordChanged, now));
        }
    }

    /// <summary>Ends one session of an account where it has not ended; with the next save.</summary>
    public async Task EndOneAsync(User user, Guid sessionId, SessionEnd reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if ((await sessions.FindLiveAsync(user.Id, now, cancellationToken)).FirstOrDefault(session => session.Id == sessionId) is { } session)
        {
            session.End(reason, now);
            revocations.Revoke(session, reason, now);
            events.Add(SecurityEventKind.SessionEnded, user.Id, sessionId);
        }
    }
}
