using CleanAuth.Domain.Auditing;

namespace CleanAuth.Application.Abstractions.Auditing;

/// <summary>Writes audit events.</summary>
public interface ISecurityEventWriter
{
    /// <summary>Adds an event to the unit of work.</summary>
    void Add(SecurityEventKind kind, Guid? userId, Guid? sessionId);

    /// <summary>
    /// Queues an event, which is saved after the request. A write during the request would make refusals slower for existing accounts,
    /// and so reveal which accounts exist.
    /// </summary>
    void Enqueue(SecurityEventKind kind, Guid? userId, Guid? sessionId);
}
