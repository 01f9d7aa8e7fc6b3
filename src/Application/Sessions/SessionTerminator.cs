using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Throttling;

namespace CleanAuth.Application.Sessions;

/// <summary>
/// Ends sessions, each with its event and its revocation. A method that takes a <see cref="User"/> runs in the transaction of the caller, who
/// has locked the row of the account and saves. A single session also ends in a transaction of its own, without that lock.
/// </summary>
internal sealed class SessionTerminator(
    ISessionRepository sessions,
    ISessionHistory history,
    IRevocationList revocations,
    ISecurityEventWriter events,
    IOutbox outbox)
{
    // Limits the size of a login's transaction.
    private const int MaxEndedByALogin = 100;

    /// <summary>Ends a live session in a transaction of its own. False when the session is not live.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="userId">The account that it must belong to; null for any.</param>
    /// <param name="reason">Why it ends.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<bool> TryEndAsync(
        Guid sessionId,
        Guid? userId,
        SessionEndReason reason,
        DateTimeOffset now,
        CancellationToken cancellationToken) =>
        sessions.TryEndAsync(sessionId, userId, reason, now, ownerId => Record(ownerId, sessionId, reason, now), cancellationToken);

    /// <summary>Ends a live session of a locked account. False when the session is not live.</summary>
    public async Task<bool> TryEndAsync(
        User user,
        Guid sessionId,
        SessionEndReason reason,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(sessionId, user.Id, cancellationToken) is not { } session || !session.IsLive(user, now))
        {
            return false;
        }

        End(session, reason, now);
        return true;
    }

    /// <summary>
    /// Ends every session of an account whose epoch has grown. After a change of the password, the owner gets an email. Where an attacker may
    /// have opened sessions, the devices of all its sessions stop being known devices.
    /// </summary>
    public async Task EndAllAfterEpochChangeAsync(User user, SessionEndReason reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await sessions.MarkAllEndedAsync(user.Id, except: null, reason, now, cancellationToken);
        revocations.RevokeAll(user, reason, now);
        if (reason.SuspectsAttacker())
        {
            await sessions.ReplaceEndReasonsAsync(user.Id, reason, NewDeviceNotifier.LatestSessions, now, cancellationToken);
        }

        if (reason.EventOfAllSessions() is { } kind)
        {
            events.Add(kind, user.Id, sessionId: null);
        }

        if (reason == SessionEndReason.PasswordChanged)
        {
            outbox.Add(OutgoingEmail.To(user, EmailKind.PasswordChanged, now));
        }
    }

    /// <summary>
    /// Ends every session of an account that is otherwise unchanged, with one statement, one revocation and one event, however many sessions
    /// there are. Returns their number.
    /// </summary>
    public Task<int> EndAllAsync(User user, SessionEndReason reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        EndAllAsync(user, kept: null, reason, now, cancellationToken);

    /// <summary>Ends every session but one, which must be live and tracked.</summary>
    public async Task<int> EndAllAsync(
        User user,
        Session? kept,
        SessionEndReason reason,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        int count = await sessions.MarkAllEndedAsync(user.Id, kept?.Id, reason, now, cancellationToken);
        if (count == 0)
        {
            // A repeated request must not fill the tables of events and revocations.
            return 0;
        }

        user.EndSessions();
        kept?.Keep(user);
        revocations.RevokeAll(user, reason, now, kept?.Id);
        events.Add(SecurityEventKind.SessionsEnded, user.Id, kept?.Id);
        return count;
    }

    /// <summary>
    /// Ends a session that an attacker opened, and all others of its device, which is a user agent on a network. Sessions that have ended get
    /// the reason too, or the device would count as one of the owner's.
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
    /// Ends the least recently used sessions of the admin pages or of the API, so that with one more session the account has at most
    /// <paramref name="limit"/>. An account with far more, because the limit was lowered, loses one batch.
    /// </summary>
    public async Task MakeRoomAsync(User user, bool isAdmin, int limit, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (Session session in await sessions.FindLeastRecentlyUsedAsync(
            user.Id, isAdmin, skip: limit - 1, MaxEndedByALogin, now, cancellationToken))
        {
            End(session, SessionEndReason.LimitReached, now);
        }
    }

    private async Task ReportDeviceAsync(Session reported, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string network = ClientNetwork.Of(reported.Network);
        IReadOnlyList<string?> known = await history.ReadNetworksAsync(reported.UserId, reported.UserAgent, NewDeviceNotifier.LatestSessions, cancellationToken);
        string?[] networks = [reported.Network, .. known.Where(other => ClientNetwork.Of(other) == network)];
        foreach (Session live in await sessions.FindLiveOfDeviceAsync(reported.UserId, reported.UserAgent, networks, now, cancellationToken))
        {
            End(live, SessionEndReason.Reported, now);
        }

        await sessions.ReplaceEndReasonsAsync(
            reported.UserId, reported.UserAgent, networks, SessionEndReason.Reported, NewDeviceNotifier.LatestSessions, now, cancellationToken);
    }

    private void End(Session session, SessionEndReason reason, DateTimeOffset now)
    {
        session.End(reason, now);
        Record(session.UserId, session.Id, reason, now);
    }

    private void Record(Guid ownerId, Guid sessionId, SessionEndReason reason, DateTimeOffset now)
    {
        revocations.Revoke(sessionId, reason, now);
        events.Add(reason.EventOfSession(), ownerId, sessionId);
    }
}
