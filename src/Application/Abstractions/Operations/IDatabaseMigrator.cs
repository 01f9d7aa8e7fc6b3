namespace CleanAuth.Application.Abstractions.Operations;

public interface IDatabaseMigrator
{
    /// <summary>Applies the pending migrations. Returns their names.</summary>
    Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken);
}
