using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.Persistence.Preparation;

/// <summary>
/// Compares the migrations of the database with those of this version. The ids begin with dates, so they sort by age.
/// </summary>
internal sealed partial class MigrationHistory(AuthDbContext context, IDatabaseEngine engine, ILogger<MigrationHistory> logger)
{
    /// <summary>Returns the migrations that the database lacks.</summary>
    /// <exception cref="InvalidOperationException">The database was created before 0.1.0, whose tables are incompatible.</exception>
    public async Task<string[]> ReadPendingAsync(CancellationToken cancellationToken)
    {
        string[] known = [.. context.Database.GetMigrations()];

        if (!await engine.HasMigrationHistoryAsync(cancellationToken))
        {
            return known;
        }

        string[] applied = [.. await context.Database.GetAppliedMigrationsAsync(cancellationToken)];
        if (HasOlder(applied, known))
        {
            throw new InvalidOperationException(
                "The database was created by a version before 0.1.0, whose tables are incompatible. Nothing was changed. "
                + "To start with an empty database, move the SQLite file away, "
                + $"or name a new database in ConnectionStrings:{DatabaseOptions.ConnectionName}.");
        }

        if (FindNewer(applied, known) is { } newer)
        {
            NewerDatabase(logger, newer);
        }

        return [.. known.Except(applied)];
    }

    /// <summary>Returns whether migrations were applied that 0.1.0 replaced by its first one.</summary>
    public static bool HasOlder(string[] applied, string[] known) =>
        applied.Except(known).Any(id => string.CompareOrdinal(id, known[0]) < 0);

    /// <summary>Returns the last migration that a newer version has applied, or null.</summary>
    public static string? FindNewer(string[] applied, string[] known) =>
        applied.Except(known).Where(id => string.CompareOrdinal(id, known[0]) > 0).Max(StringComparer.Ordinal);

    [LoggerMessage(
        4014,
        LogLevel.Warning,
        "A newer version of the service has migrated the database ({Migration}). Update this instance too. "
        + "This version supports the database of the next release, and may fail with later ones.")]
    private static partial void NewerDatabase(ILogger logger, string migration);
}
