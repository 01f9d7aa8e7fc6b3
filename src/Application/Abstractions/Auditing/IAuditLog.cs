using CleanAuth.Domain.Auditing;

namespace CleanAuth.Application.Abstractions.Auditing;

/// <summary>Reads the audit events of all accounts, untracked.</summary>
public interface IAuditLog
{
    /// <summary>Returns the events of a search before a cursor, newest first.</summary>
    Task<IReadOnlyList<SecurityEvent>> ReadAsync(EventSearch search, long before, int count, CancellationToken cancellationToken);
}

/// <summary>Conditions on audit events; null matches all.</summary>
/// <param name="UserId">The account that they concern.</param>
/// <param name="SessionId">The session that they were in.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Since">The earliest time.</param>
/// <param name="Until">The time before which they happened.</param>
public sealed record EventSearch(
    Guid? UserId = null,
    Guid? SessionId = null,
    SecurityEventKind? Kind = null,
    DateTimeOffset? Since = null,
    DateTimeOffset? Until = null);
