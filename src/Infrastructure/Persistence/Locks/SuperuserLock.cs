namespace CleanAuth.Infrastructure.Persistence.Locks;

/// <summary>
/// The single row that a transaction locks before it removes rights from a superuser. Without it, two superusers who demote each other
/// concurrently would both succeed, and none would remain.
/// </summary>
internal sealed class SuperuserLock
{
    private SuperuserLock()
    {
        // for EF Core
    }

    public int Id { get; private set; } = 1;

    /// <summary>The row that the migrations insert.</summary>
    public static SuperuserLock Create() => new();
}
