using CleanAuth.Domain.Auditing;

namespace CleanAuth.Application.Abstractions.Auditing;

/// <summary>Reads audit events, untracked.</summary>
public interface IAuditLog
{
    /// <summary>Returns the events that match a search and have a lower id than <paramref name="before"/>, newest first.</summary>
    Task<IReadOnlyList<SecurityEvent>> ReadAsync(EventSearch search, long before, int count, CancellationToken cancellationToken);
}

/// <summary>Conditions on audit events; null matches all.</summary>
/// <param name="UserId">The account that the events concern.</param>
/// <param name="SessionId">The session in which the events happened.</param>
/// <param name="Kind">The kind of the events.</param>
/// <param name="Since">The earliest time, inclusive.</param>
/// <param name="Until">The latest time, exclusive.</param>
public sealed record EventSearch(
    Guid? UserId = null,
    Guid? SessionId = null,
    SecurityEventKind? Kind = null,
    DateTimeOffset? Since = null,
    DateTimeOffset? Until = null);
