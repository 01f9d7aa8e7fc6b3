namespace CleanAuth.Domain.Auditing;

/// <summary>Something that matters to the safety of an account. It holds no token, no password and no address.</summary>
public sealed class SecurityEvent
{
    private SecurityEvent()
    {
        // for EF Core
    }

    /// <summary>Grows with time; the cursor of lists.</summary>
    public long Id { get; private set; }

    public SecurityEventKind Kind { get; private set; }

    public DateTimeOffset At { get; private set; }

    public Guid? UserId { get; private set; }

    public Guid? SessionId { get; private set; }

    /// <summary>Who did it, when that was somebody on the staff.</summary>
    public Guid? ActorId { get; private set; }

    /// <summary>The network that caused it, as the service saw it.</summary>
    public string? Network { get; private set; }

    public static SecurityEvent Of(
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
