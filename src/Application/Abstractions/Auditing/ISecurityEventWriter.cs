using CleanAuth.Domain.Auditing;

namespace CleanAuth.Application.Abstractions.Auditing;

/// <summary>Writes audit events, and reads those of one account.</summary>
public interface ISecurityEventWriter
{
    /// <summary>Adds an event to the unit of work.</summary>
    void Add(SecurityEventKind kind, Guid? userId, Guid? sessionId);

    /// <summary>
    /// Queues an event, to be saved soon outside the request.
    /// Otherwise the time of a refusal would show whether the account exists.
    /// </summary>
    void Enqueue(SecurityEventKind kind, Guid? userId, Guid? sessionId);

    /// <summary>Returns the account's events before a cursor, newest first.</summary>
    Task<IReadOnlyList<SecurityEvent>> ReadAsync(Guid userId, long before, int count, CancellationToken cancellationToken);
}
