using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Clients;
using CleanAuth.Application.Admin;
using CleanAuth.Domain.Auditing;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.Infrastructure.Auditing;

internal sealed class SecurityEventWriter(
    AuthDbContext context,
    SecurityEventQueue queue,
    IRequestClient client,
    CurrentStaff staff,
    TimeProvider clock) : ISecurityEventWriter
{
    public void Add(SecurityEventKind kind, Guid? userId, Guid? sessionId) =>
        context.SecurityEvents.Add(Create(kind, userId, sessionId));

    public void Enqueue(SecurityEventKind kind, Guid? userId, Guid? sessionId)
    {
        // Without an account the event is useless, and attackers could fill the table with such events.
        if (userId is not null)
        {
            queue.Enqueue(Create(kind, userId, sessionId));
        }
    }

    private SecurityEvent Create(SecurityEventKind kind, Guid? userId, Guid? sessionId) =>
        SecurityEvent.Create(kind, userId, sessionId, client.Network, clock.GetUtcNow(), staff.Id);
}
