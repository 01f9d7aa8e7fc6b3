namespace CleanAuth.Infrastructure.Leases;

/// <summary>Lets one instance do a piece of work until a time, while no other instance does it.</summary>
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

    /// <summary>When an instance last did the work.</summary>
    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>Creates the lease of work that was done and that no instance does now.</summary>
    public static Lease Done(string id, DateTimeOffset at) => new(id, at) { DoneAt = at };
}
