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

    /// <summary>The network as the account's owner may see it: a colleague's on the staff is none of their business.</summary>
    public string? NetworkForOwner => IsByStaff ? null : Network;

    /// <summary>Whether a member of staff caused it on the account of somebody else.</summary>
    public bool IsByStaff => ActorId is not null && ActorId != UserId;

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
