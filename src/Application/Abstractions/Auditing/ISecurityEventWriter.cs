using CleanAuth.Domain.Auditing;

namespace CleanAuth.Application.Abstractions.Auditing;

/// <summary>The audit trail.</summary>
public interface ISecurityEventWriter
{
    /// <summary>Adds an event to the next save.</summary>
    void Add(SecurityEventKind kind, Guid? userId, Guid? sessionId);

    /// <summary>
    /// Hands an event over to be saved soon, apart from the request: nobody must be able to tell by the time of a refusal
    /// whether there was an account to write about.
    /// </summary>
    void AddLater(SecurityEventKind kind, Guid? userId, Guid? sessionId);

    /// <summary>The user's events before a cursor, newest first.</summary>
    Task<IReadOnlyList<SecurityEvent>> ReadAsync(Guid userId, long before, int count, CancellationToken cancellationToken);
}
