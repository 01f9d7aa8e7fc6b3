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
/// Ends sessions, each with its event and its revocation. The methods with a <see cref="User"/> run in the caller's transaction, which has
/// locked the account; the caller saves. The method without one runs in its own transaction and does not lock the account.
/// </summary>
internal sealed class SessionTerminator(
    ISessionRepository sessions,
    ISessionHistory history,
    IRevocationList revocations,
    ISecurityEventWriter events,
    IOutbox outbox)
{
    // This limits the size of the transaction of a login.
    private const int MaxEndedPerLogin = 100;

    /// <summary>Ends a live session in its own transaction. Returns false if the session is not live.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="userId">The account of the session; null for any account.</param>
    /// <param name="reason">Why the session ends.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<bool> TryEndAsync(
        Guid sessionId,
        Guid? userId,
        SessionEndReason reason,
        DateTimeOffset now,
        CancellationToken cancellationToken) =>
        sessions.TryEndAsync(sessionId, userId, reason, now, ownerId => Record(ownerId, sessionId, reason, now), cancellationToken);

    /// <summary>Ends a live session of a locked account. Returns false if the session is not live.</summary>
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
    /// Ends all sessions of an account whose epoch has grown, and emails the owner after a password change. If an attacker may have opened
    /// sessions, the devices of all sessions stop being known devices.
    /// </summary>
    public async Task EndAllAfterEpochChangeAsync(
        User user,
        SessionEndReason reason,
        DateTimeOffset now,
        CancellationToken cancellationToken)
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
    /// Ends all sessions of an account that does not change otherwise, and advances its session epoch. Any number of sessions needs one
    /// statement, one revocation and one event.
    /// </summary>
    /// <returns>The number of sessions that ended.</returns>
    public Task<int> EndAllAsync(User user, SessionEndReason reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        EndAllAsync(user, kept: null, reason, now, cancellationToken);

    /// <summary>Ends all sessions except one, which must be live and tracked.</summary>
    /// <returns>The number of sessions that ended.</returns>
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
    /// Ends a session that an attacker opened, and all other sessions of the same device, which is a user agent on a network. Ended
    /// sessions get the same reason, so that the device is not a known device.
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
    /// Ends the least recently used sessions of the admin pages or of the API, so that one more session does not exceed
    /// <paramref name="limit"/>. After the limit was lowered, a call ends only one batch; the next login ends more.
    /// </summary>
    public async Task MakeRoomAsync(User user, bool isAdmin, int limit, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (Session session in await sessions.FindLeastRecentlyUsedAsync(
            user.Id, isAdmin, skip: limit - 1, MaxEndedPerLogin, now, cancellationToken))
        {
            End(session, SessionEndReason.LimitReached, now);
        }
    }

    private async Task ReportDeviceAsync(Session reported, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string network = ClientNetwork.Of(reported.Network);
        IReadOnlyList<string?> known =
            await history.ReadNetworksAsync(reported.UserId, reported.UserAgent, NewDeviceNotifier.LatestSessions, cancellationToken);
        string?[] networks = [reported.Network, .. known.Where(other => ClientNetwork.Of(other) == network)];
        IReadOnlyList<Session> sessionsOfDevice =
            await sessions.FindLiveOfDeviceAsync(reported.UserId, reported.UserAgent, networks, now, cancellationToken);
        foreach (Session live in sessionsOfDevice)
        {
            End(live, SessionEndReason.Reported, now);
        }

        await sessions.ReplaceEndReasonsAsync(
            reported.UserId,
            reported.UserAgent,
            networks,
            SessionEndReason.Reported,
            NewDeviceNotifier.LatestSessions,
            now,
            cancellationToken);
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
