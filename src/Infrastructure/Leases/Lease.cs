namespace CleanAuth.Infrastructure.Leases;

/// <summary>The right of one instance to do a kind of work until a given time.</summary>
internal sealed class Lease
{
    private Lease()
    {
        // for EF Core
    }

    public Lease(string id, DateTimeOffset until)
    {
        Id = id;
        Until = until;
    }

    /// <summary>The name of the work.</summary>
    public string Id { get; private set; } = null!;

    public DateTimeOffset Until { get; private set; }

    /// <summary>The time at which an instance last did the work.</summary>
    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>Creates a free lease for work that was just done.</summary>
    public static Lease Done(string id, DateTimeOffset at) => new(id, at) { DoneAt = at };
}
