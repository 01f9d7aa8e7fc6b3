using CleanAuth.Application.Paging;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Application.Abstractions.Sessions;

/// <summary>Reads stored sessions and refresh tokens, including ended and expired ones, untracked.</summary>
public interface ISessionHistory
{
    Task<StoredSession?> ReadAsync(Guid sessionId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Returns the user's sessions before a position, newest first.</summary>
    Task<IReadOnlyList<StoredSession>> ReadSessionsAsync(
        Guid userId,
        PagePosition before,
        int count,
        DateTimeOffset now,
        CancellationToken cancellationToken);

    /// <summary>Returns the user's refresh tokens before a position, newest first.</summary>
    Task<IReadOnlyList<StoredRefreshToken>> ReadTokensAsync(
        Guid userId,
        PagePosition before,
        int count,
        CancellationToken cancellationToken);

    /// <summary>
    /// Returns the distinct networks from which a user agent opened the user's latest sessions.
    /// It ignores sessions that an attacker may have opened.
    /// </summary>
    /// <param name="userId">The owner of the sessions.</param>
    /// <param name="userAgent">The User-Agent header; null for none.</param>
    /// <param name="latest">The number of latest sessions to search, of all user agents.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<string?>> ReadNetworksAsync(
        Guid userId,
        string? userAgent,
        int latest,
        CancellationToken cancellationToken);
}

/// <summary>A session, and whether it has a live refresh token; sessions of the admin pages have no tokens.</summary>
public sealed record StoredSession(Session Session, bool HasLiveToken);

/// <summary>A refresh token and its session.</summary>
public sealed record StoredRefreshToken(RefreshToken Token, Session Session);
