using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Application.Abstractions;

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

    /// <summary>The user's sessions that have not ended, newest first, to be looked at only.</summary>
    Task<IReadOnlyList<Session>> ReadLiveAsync(Guid userId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The user's sessions that have neither ended nor expired, to be changed and saved.</summary>
    Task<IReadOnlyList<Session>> FindLiveAsync(Guid userId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Ends the user's sessions that have neither ended nor expired, within the transaction that is under way.</summary>
    Task MarkAllEndedAsync(Guid userId, SessionEnd reason, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Exchanges a live refresh token of a live session for its successor. Of any number of callers, on any number of
    /// instances, one gets true; the others get false and their successor is not stored.
    /// </summary>
    Task<bool> TryConsumeAsync(RefreshToken token, RefreshToken successor, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Notes that the session was used, where its tokens do not rotate.</summary>
    Task TouchAsync(Guid sessionId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Ends a live session and all its tokens on every instance; false when it is not live (any more), which is so for
    /// all callers but one. <paramref name="userId"/>, where given, is who it must belong to.
    /// </summary>
    Task<bool> TryEndAsync(Guid sessionId, Guid? userId, SessionEnd reason, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Ends all sessions of an account that have neither ended nor expired, but <paramref name="except"/> where given, at once or
    /// none; answers how many.
    /// </summary>
    Task<int> EndAllAsync(Guid userId, Guid? except, SessionEnd reason, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>A session and whose it is.</summary>
public sealed record OwnedSession(Session Session, User User);

/// <summary>A refresh token that somebody presents, and what it belongs to.</summary>
public sealed record PresentedToken(RefreshToken Token, Session Session, User User);
