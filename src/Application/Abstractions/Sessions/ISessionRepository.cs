using CleanAuth.Application.Paging;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Application.Abstractions.Sessions;

/// <summary>The sessions and their refresh tokens. An operation that only one of many callers may do is one conditional statement.</summary>
public interface ISessionRepository
{
    void Add(Session session);

    void Add(RefreshToken refreshToken);

    /// <summary>Returns a session of the admin pages with its account, untracked; null when one is deleted.</summary>
    Task<OwnedSession?> ReadAdminAsync(Guid sessionId, CancellationToken cancellationToken);

    /// <summary>Returns a refresh token with its session and account, untracked; null when one is deleted.</summary>
    Task<PresentedToken?> ReadAsync(Guid refreshTokenId, CancellationToken cancellationToken);

    /// <summary>Returns the live refresh token of a session, untracked.</summary>
    Task<RefreshToken?> ReadLiveTokenAsync(Guid sessionId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Returns the user's live sessions before a position, newest first, untracked.</summary>
    Task<IReadOnlyList<Session>> ReadLiveAsync(
        Guid userId,
        PagePosition before,
        int count,
        DateTimeOffset now,
        CancellationToken cancellationToken);

    /// <summary>Returns a session of the user, live or not, tracked; null when the user has no such session.</summary>
    Task<Session?> FindAsync(Guid sessionId, Guid userId, CancellationToken cancellationToken);

    /// <summary>
    /// Returns the user's live sessions without the <paramref name="skip"/> most recently used ones, tracked:
    /// either those of the admin pages or those of the API.
    /// </summary>
    Task<IReadOnlyList<Session>> FindLeastRecentlyUsedAsync(
        Guid userId,
        bool isAdmin,
        int skip,
        int count,
        DateTimeOffset now,
        CancellationToken cancellationToken);

    /// <summary>
    /// Marks all live sessions of the user except <paramref name="except"/> as ended, by one statement in the current transaction.
    /// Returns their number.
    /// </summary>
    Task<int> MarkAllEndedAsync(
        Guid userId, Guid? except, SessionEndReason reason, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Returns the user's live sessions that a user agent opened from any of these networks, tracked.</summary>
    Task<IReadOnlyList<Session>> FindLiveOfDeviceAsync(
        Guid userId,
        string? userAgent,
        IReadOnlyCollection<string?> networks,
        DateTimeOffset now,
        CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the end reasons of the user's latest sessions that are not live, by one statement in the current transaction.
    /// A stranger may have opened them and logged out before.
    /// </summary>
    /// <param name="userId">The owner of the sessions.</param>
    /// <param name="reason">The new reason.</param>
    /// <param name="latest">The number of sessions to search.</param>
    /// <param name="now">The time; what expired before has ended.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task ReplaceEndReasonsAsync(Guid userId, SessionEndReason reason, int latest, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Replaces the end reasons as above, but only of the sessions that a user agent opened from any of these networks.</summary>
    Task ReplaceEndReasonsAsync(
        Guid userId,
        string? userAgent,
        IReadOnlyCollection<string?> networks,
        SessionEndReason reason,
        int latest,
        DateTimeOffset now,
        CancellationToken cancellationToken);

    /// <summary>
    /// Exchanges a live refresh token of a live session for its successor. Only one of concurrent callers on any instances gets true;
    /// the others get false and their successors are not stored.
    /// </summary>
    Task<bool> TryConsumeAsync(RefreshToken token, RefreshToken successor, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Records that the session was used, for sessions whose tokens do not rotate.</summary>
    Task TouchAsync(Guid sessionId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Marks a live session as ended, in a transaction of its own. False when the session is not live, which is the result for all
    /// concurrent callers but one.
    /// </summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="userId">The account that it must belong to; null for any.</param>
    /// <param name="reason">Why it ends.</param>
    /// <param name="now">The time.</param>
    /// <param name="record">
    /// Gets the id of the owner, and adds the event and the revocation to the same transaction. It may run more than once.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<bool> TryEndAsync(
        Guid sessionId,
        Guid? userId,
        SessionEndReason reason,
        DateTimeOffset now,
        Action<Guid> record,
        CancellationToken cancellationToken);

    /// <summary>
    /// Writes the event that a used refresh token was presented again. Only the first of any callers does,
    /// so that a holder of a used token cannot fill the audit log.
    /// </summary>
    Task<bool> TryRecordRepeatAsync(RefreshToken token, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>A session and its owner.</summary>
public sealed record OwnedSession(Session Session, User User);

/// <summary>A refresh token that a client presents, with its session and owner.</summary>
public sealed record PresentedToken(RefreshToken Token, Session Session, User User);
