namespace CleanAuth.Domain.Auditing;

/// <summary>An audit event. It holds no token, password or email address.</summary>
public sealed class SecurityEvent
{
    private SecurityEvent()
    {
        // for EF Core
    }

    /// <summary>Increases with time; the cursor of lists.</summary>
    public long Id { get; private set; }

    public SecurityEventKind Kind { get; private set; }

    public DateTimeOffset At { get; private set; }

    public Guid? UserId { get; private set; }

    public Guid? SessionId { get; private set; }

    /// <summary>The member of staff who caused the event; null when the owner did.</summary>
    public Guid? ActorId { get; private set; }

    /// <summary>The network of the request, as the service saw it.</summary>
    public string? Network { get; private set; }

    /// <summary>The network as shown to the owner of the account, without the networks of staff.</summary>
    public string? NetworkForOwner => IsByStaff ? null : Network;

    /// <summary>Whether a member of staff caused the event on another person's account.</summary>
    public bool IsByStaff => ActorId is not null && ActorId != UserId;

    public static SecurityEvent Create(
        SecurityEventKind kind,
        Guid? userId,
        Guid? sessionId,
        string? network,
        DateTimeOffset now,
        Guid? actorId = null) => new()
        {
            Kind = kind,
            At = now,
            UserId = userId,
            SessionId = sessionId,
            Network = network,
            ActorId = actorId,
        };
}
