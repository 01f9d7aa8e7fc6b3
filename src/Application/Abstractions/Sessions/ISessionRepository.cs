using CleanAuth.Application.Paging;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Application.Abstractions.Sessions;

/// <summary>
/// The sessions and their refresh tokens. An operation that only one of several concurrent callers may do is one conditional statement.
/// </summary>
public interface ISessionRepository
{
    void Add(Session session);

    void Add(RefreshToken refreshToken);

    /// <summary>Returns a session of the admin pages with its account, untracked; null if one of them is deleted.</summary>
    Task<OwnedSession?> ReadAdminAsync(Guid sessionId, CancellationToken cancellationToken);

    /// <summary>Returns a refresh token with its session and account, untracked; null if one of them is deleted.</summary>
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

    /// <summary>Returns a session of the user, live or not, tracked; null if the user has no such session.</summary>
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
    /// An attacker may have opened these sessions and logged out already.
    /// </summary>
    /// <param name="userId">The owner of the sessions.</param>
    /// <param name="reason">The new reason.</param>
    /// <param name="latest">The number of latest sessions to search.</param>
    /// <param name="now">The time. Sessions that expired before it count as ended.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task ReplaceEndReasonsAsync(Guid userId, SessionEndReason reason, int latest, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Like <see cref="ReplaceEndReasonsAsync(Guid, SessionEndReason, int, DateTimeOffset, CancellationToken)"/>, but only for sessions
    /// that a user agent opened from any of these networks.
    /// </summary>
    Task ReplaceEndReasonsAsync(
        Guid userId,
        string? userAgent,
        IReadOnlyCollection<string?> networks,
        SessionEndReason reason,
        int latest,
        DateTimeOffset now,
        CancellationToken cancellationToken);

    /// <summary>
    /// Exchanges a live refresh token of a live session for its successor. Returns true for only one of several concurrent callers, on
    /// all instances. The successors of the other callers are not stored.
    /// </summary>
    Task<bool> TryConsumeAsync(RefreshToken token, RefreshToken successor, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Records that the session was used. Call it for sessions whose tokens do not rotate.</summary>
    Task TouchAsync(Guid sessionId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Marks a live session as ended, in its own transaction. Returns false if the session is not live, so that only one of several
    /// concurrent callers gets true.
    /// </summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="userId">The account that must own the session; null for any.</param>
    /// <param name="reason">Why the session ends.</param>
    /// <param name="now">The time.</param>
    /// <param name="record">
    /// Receives the id of the owner, and adds the event and the revocation to the same transaction. It may run more than once.
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
    /// Records once that a used refresh token was presented again. Later calls do nothing and return false, so that a client cannot fill
    /// the audit log.
    /// </summary>
    Task<bool> TryRecordRepeatAsync(RefreshToken token, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>A session and its owner.</summary>
public sealed record OwnedSession(Session Session, User User);

/// <summary>A refresh token that a client presents, with its session and owner.</summary>
public sealed record PresentedToken(RefreshToken Token, Session Session, User User);
