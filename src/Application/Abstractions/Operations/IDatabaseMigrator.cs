namespace CleanAuth.Application.Abstractions.Operations;

public interface IDatabaseMigrator
{
    /// <summary>Applies the migrations that the database lacks and answers their names.</summary>
    Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken);
}
