using CleanAuth.Infrastructure.Files;
using CleanAuth.Infrastructure.Time;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Sqlite;

/// <summary>
/// The lock on migrations of a SQLite file. EF Core's own lock is a table row, which a killed process leaves behind; later processes would
/// wait forever. This lock is a file beside the database that the operating system releases with the process. The holder drops the lock
/// table of EF Core.
/// </summary>
internal static class SqliteMigrationLock
{
    private const int MaxAttempts = 240;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(250);

    /// <exception cref="InvalidOperationException">Another process has held the lock for a minute.</exception>
    public static async Task<FileStream> TakeAsync(
        AuthDbContext context,
        MonotonicClock monotonicClock,
        CancellationToken cancellationToken)
    {
        string file = new SqliteConnectionStringBuilder(context.Database.GetConnectionString()).DataSource;
        FileStream migrationLock = await LockAsync($"{file}-migrating", monotonicClock, cancellationToken);
        try
        {
            // EF Core creates this table again.
            await context.Database.ExecuteSqlAsync($"""DROP TABLE IF EXISTS "__EFMigrationsLock" """, cancellationToken);
            return migrationLock;
        }
        catch
        {
            migrationLock.Dispose();
            throw;
        }
    }

    private static async Task<FileStream> LockAsync(string path, MonotonicClock monotonicClock, CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = monotonicClock.Every(RetryDelay);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return PrivateFiles.Open(path, FileMode.OpenOrCreate);
            }
            catch (IOException exception) when (attempt == MaxAttempts)
            {
                throw new InvalidOperationException(
                    "Another process has been migrating the database for a minute. Wait for it, or end it, and start again.",
                    exception);
            }
            catch (IOException)
            {
                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }
    }
}
