using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Clients;
using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.Sessions;

/// <summary>Ends sessions of an account within its transaction: the account's row is locked, and the caller saves revocations and events.</summary>
internal sealed class SessionTerminator(
    ISessionRepository sessions,
    ISessionHistory history,
    IRevocationList revocations,
    ISecurityEventWriter events,
    IOutbox outbox)
{
    // Bounds the transaction of a login.
    private const int MaxEndedByALogin = 100;

    /// <summary>
    /// Ends every session of an account whose epoch has grown. After a change of the password, the owner gets an email. Where a stranger may
    /// have opened sessions, none of the account makes its device a known one any more.
    /// </summary>
    public async Task EndAllAsync(User user, SessionEnd reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await sessions.MarkAllEndedAsync(user.Id, except: null, reason, now, cancellationToken);
        revocations.RevokeAll(user, reason, now);
        if (reason is SessionEnd.AccountSecured or SessionEnd.EmailRestored)
        {
            await sessions.ReplaceEndReasonsAsync(user.Id, reason, NewDeviceNotifier.Sessions, now, cancellationToken);
        }

        if (reason == SessionEnd.PasswordChanged)
        {
            events.Add(SecurityEventKind.PasswordChanged, user.Id, sessionId: null);
            outbox.Add(OutgoingEmail.To(user, EmailKind.PasswordChanged, now));
        }
    }

    /// <summary>
    /// Ends every session of an account that otherwise stays as it is: with one statement, one revocation and one event, however
    /// many there are. Returns their number.
    /// </summary>
    public Task<int> LogOutEverywhereAsync(User user, SessionEnd reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        LogOutEverywhereAsync(user, kept: null, reason, now, cancellationToken);

    /// <summary>As the other overload, but keeps one session, which is live and is saved with the rest.</summary>
    public async Task<int> LogOutEverywhereAsync(
        User user,
        Session? kept,
        SessionEnd reason,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        int count = await sessions.MarkAllEndedAsync(user.Id, kept?.Id, reason, now, cancellationToken);
        if (count == 0)
        {
            // A caller who repeats the request must not fill the tables.
            return 0;
        }

        user.EndSessions();
        kept?.Keep(user);
        revocations.RevokeAll(user, reason, now, kept?.Id);
        events.Add(SecurityEventKind.SessionsEnded, user.Id, kept?.Id);
        return count;
    }

    /// <summary>Ends one session of an account; false when it is not live.</summary>
    public async Task<bool> TryEndOneAsync(User user, Guid sessionId, SessionEnd reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(sessionId, user.Id, cancellationToken) is not { } session || !session.IsLive(user, now))
        {
            return false;
        }

        End(session, reason, now);
        return true;
    }

    /// <summary>
    /// Ends one session as a stranger's, and all others of its device, which is a user agent on a network. Those that have ended are marked
    /// too, or the device would count as one of the owner's.
    /// </summary>
    public async Task ReportAsync(User user, Guid sessionId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(sessionId, user.Id, cancellationToken) is { } reported)
        {
            await ReportDeviceAsync(reported, now, cancellationToken);
            reported.Report(now);
        }

        events.Add(SecurityEventKind.SessionReported, user.Id, sessionId);
    }

    /// <summary>
    /// Makes room for one more session of the pages for staff, or of the API: the least recently used ones end, so that with the
    /// new one there are <paramref name="limit"/>. An account that has far more, because the limit was lowered, loses a batch.
    /// </summary>
    public async Task MakeRoomAsync(User user, bool isAdmin, int limit, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (Session session in await sessions.FindLeastRecentlyUsedAsync(
            user.Id, isAdmin, skip: limit - 1, MaxEndedByALogin, now, cancellationToken))
        {
            End(session, SessionEnd.LimitReached, now);
        }
    }

    private async Task ReportDeviceAsync(Session reported, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string network = ClientNetwork.Of(reported.Network);
        IReadOnlyList<string?> known = await history.ReadNetworksAsync(reported.UserId, reported.UserAgent, NewDeviceNotifier.Sessions, cancellationToken);
        string?[] networks = [reported.Network, .. known.Where(other => ClientNetwork.Of(other) == network)];
        foreach (Session live in await sessions.FindLiveOfDeviceAsync(reported.UserId, reported.UserAgent, networks, now, cancellationToken))
        {
            End(live, SessionEnd.Reported, now);
        }

        await sessions.ReplaceEndReasonsAsync(
            reported.UserId, reported.UserAgent, networks, SessionEnd.Reported, NewDeviceNotifier.Sessions, now, cancellationToken);
    }

    private void End(Session session, SessionEnd reason, DateTimeOffset now)
    {
        session.End(reason, now);
        revocations.Revoke(session, reason, now);
        events.Add(SecurityEventKind.SessionEnded, session.UserId, session.Id);
    }
}
