using CleanAuth.Application.Paging;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Application.Abstractions.Sessions;

/// <summary>What is remembered of sessions and refresh tokens, of those too that are over; to be looked at only.</summary>
public interface ISessionHistory
{
    Task<RememberedSession?> ReadAsync(Guid sessionId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The user's sessions before a position, newest first.</summary>
    Task<IReadOnlyList<RememberedSession>> ReadSessionsAsync(
        Guid userId,
        PagePosition before,
        int count,
        DateTimeOffset now,
        CancellationToken cancellationToken);

    /// <summary>The user's refresh tokens before a position, newest first.</summary>
    Task<IReadOnlyList<RememberedToken>> ReadTokensAsync(
        Guid userId,
        PagePosition before,
        int count,
        CancellationToken cancellationToken);

    /// <summary>
    /// The networks, each once, that a user agent opened any of the user's latest sessions from, but for sessions that ended because
    /// a stranger may have opened them.
    /// </summary>
    /// <param name="userId">Whose sessions.</param>
    /// <param name="userAgent">What the user agent called itself; null for none.</param>
    /// <param name="latest">How many sessions are looked at, whatever opened them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<IReadOnlyList<string?>> ReadNetworksAsync(
        Guid userId,
        string? userAgent,
        int latest,
        CancellationToken cancellationToken);
}

/// <summary>A session, and whether a refresh token of it may still be used; one of the admin's pages needs none.</summary>
public sealed record RememberedSession(Session Session, bool HasLiveToken);

/// <summary>A refresh token and its session.</summary>
public sealed record RememberedToken(RefreshToken Token, Session Session);
