using CleanAuth.Application.Paging;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Application.Abstractions.Sessions;

/// <summary>The sessions and their refresh tokens. Whatever only one caller may do is one conditional statement.</summary>
public interface ISessionRepository
{
    void Add(Session session, RefreshToken refreshToken);

    /// <summary>Adds a session of the admin's pages, which has no tokens.</summary>
    void Add(Session session);

    /// <summary>A session of the admin's pages with its account as they are now, to be looked at only; null when one is gone.</summary>
    Task<OwnedSession?> ReadAdminAsync(Guid sessionId, CancellationToken cancellationToken);

    /// <summary>A refresh token with its session and account as they are now, to be looked at only; null when one is gone.</summary>
    Task<PresentedToken?> ReadAsync(Guid refreshTokenId, CancellationToken cancellationToken);

    /// <summary>The one refresh token of a session that may still be used, to be looked at only.</summary>
    Task<RefreshToken?> ReadLiveTokenAsync(Guid sessionId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>A page of the user's live sessions before a position, newest first, without tracking.</summary>
    Task<IReadOnlyList<Session>> ReadLiveAsync(
        Guid userId,
        PagePosition before,
        int count,
        DateTimeOffset now,
        CancellationToken cancellationToken);

    /// <summary>A session of the user, ended or not, to be changed and saved; null when the user has no such session.</summary>
    Task<Session?> FindAsync(Guid sessionId, Guid userId, CancellationToken cancellationToken);

    /// <summary>
    /// The user's live sessions, of the admin's pages or of the API, without the <paramref name="skip"/> most recently used ones, to
    /// be changed and saved.
    /// </summary>
    Task<IReadOnlyList<Session>> FindLeastRecentlyUsedAsync(
        Guid userId,
        bool isAdmin,
        int skip,
        int count,
        DateTimeOffset now,
        CancellationToken cancellationToken);

    /// <summary>
    /// Marks all sessions of the user as ended that have neither ended nor expired, but <paramref name="except"/> where given: one
    /// statement within the current transaction, however many there are. Returns their number.
    /// </summary>
    Task<int> MarkAllEndedAsync(Guid userId, Guid? except, SessionEnd reason, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The user's live sessions that a user agent opened from any of these networks, to be changed and saved.</summary>
    Task<IReadOnlyList<Session>> FindLiveOfDeviceAsync(
        Guid userId,
        string? userAgent,
        IReadOnlyCollection<string?> networks,
        DateTimeOffset now,
        CancellationToken cancellationToken);

    /// <summary>
    /// Replaces why sessions ended, of the user's latest ones that are not live: one statement within the current transaction. A stranger
    /// may have opened them, and have logged out before.
    /// </summary>
    /// <param name="userId">Whose sessions.</param>
    /// <param name="reason">The reason that takes the place of others.</param>
    /// <param name="latest">How many sessions are looked at.</param>
    /// <param name="now">The time; what expired before has ended.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task ReplaceEndReasonsAsync(Guid userId, SessionEnd reason, int latest, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>As the other overload, but only of the sessions that a user agent opened from any of these networks.</summary>
    Task ReplaceEndReasonsAsync(
        Guid userId,
        string? userAgent,
        IReadOnlyCollection<string?> networks,
        SessionEnd reason,
        int latest,
        DateTimeOffset now,
        CancellationToken cancellationToken);

    /// <summary>
    /// Exchanges a live refresh token of a live session for its successor. Of any number of callers, on any number of
    /// instances, one gets true; the others get false and their successor is not stored.
    /// </summary>
    Task<bool> TryConsumeAsync(RefreshToken token, RefreshToken successor, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Notes that the session was used, where its tokens do not rotate.</summary>
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
        SessionEnd reason,
        DateTimeOffset now,
        Action<Guid> record,
        CancellationToken cancellationToken);

    /// <summary>
    /// Writes the event that a used refresh token was presented again. Of any number of callers, on any number of instances, one
    /// does: whoever holds a used token must not fill the audit trail with it.
    /// </summary>
    Task<bool> TryNoteRepeatAsync(RefreshToken token, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>A session and whose it is.</summary>
public sealed record OwnedSession(Session Session, User User);

/// <summary>A refresh token that somebody presents, and what it belongs to.</summary>
public sealed record PresentedToken(RefreshToken Token, Session Session, User User);
