namespace CleanAuth.Infrastructure.Leases;

/// <summary>The right to do a piece of work alone among all instances, until it runs out.</summary>
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

    /// <summary>When the work was last done, by whomever.</summary>
    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>A lease that nobody holds, of work that was done.</summary>
    public static Lease Done(string id, DateTimeOffset at) => new(id, at) { DoneAt = at };
}
