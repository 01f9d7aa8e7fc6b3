namespace CleanAuth.Infrastructure.Persistence.Locks;

/// <summary>
/// The one row that a transaction locks before it takes rights from a superuser. Without it, two superusers who demote each other at
/// once would each still see the other as one.
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
