using CleanAuth.Application.Abstractions.Clients;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.Sessions;

/// <summary>
/// Opens sessions of an account whose owner has proven their identity. The row of the account must be locked, or parallel logins could
/// exceed <see cref="SessionTerms.MaxSessions"/>.
/// </summary>
internal sealed class SessionOpener(
    ISessionRepository sessions,
    IRequestClient client,
    SessionTerminator sessionTerminator,
    NewDeviceNotifier newDeviceNotifier)
{
    /// <summary>
    /// Opens a session. An account at its limit loses its least recently used session. The owner is notified if the device is new. Added
    /// to the unit of work; saved by SaveChangesAsync.
    /// </summary>
    public async Task<OpenedSession> OpenAsync(User user, SessionTerms terms, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await sessionTerminator.MakeRoomAsync(user, terms.IsAdmin, terms.MaxSessions, now, cancellationToken);
        Session session = terms.IsAdmin
            ? Session.OpenAdmin(user, terms.Lifetime, client.Network, client.UserAgent, now)
            : Session.Open(user, terms.Lifetime, client.Network, client.UserAgent, now);
        sessions.Add(session);
        await newDeviceNotifier.NotifyAsync(user, session, cancellationToken);
        return new OpenedSession(user, session);
    }
}

/// <summary>A new session and its account.</summary>
internal record OpenedSession(User User, Session Session);
