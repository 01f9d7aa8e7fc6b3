using CleanAuth.Domain.Auditing;

namespace CleanAuth.Application.Abstractions.Auditing;

/// <summary>The audit trail of everybody, to be looked at only.</summary>
public interface IAuditLog
{
    /// <summary>The events of a search before a cursor, newest first.</summary>
    Task<IReadOnlyList<SecurityEvent>> ReadAsync(EventSearch search, long before, int count, CancellationToken cancellationToken);
}

/// <summary>Which events; what is null does not matter.</summary>
/// <param name="UserId">Whom they concern.</param>
/// <param name="SessionId">The session that they were in.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Since">The first moment of them.</param>
/// <param name="Until">The moment that they are before.</param>
public sealed record EventSearch(
    Guid? UserId = null,
    Guid? SessionId = null,
    SecurityEventKind? Kind = null,
    DateTimeOffset? Since = null,
    DateTimeOffset? Until = null);
