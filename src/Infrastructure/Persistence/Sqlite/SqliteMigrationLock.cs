using CleanAuth.Infrastructure.Files;
using CleanAuth.Infrastructure.Time;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Sqlite;

/// <summary>
/// The right to migrate a SQLite file. EF Core writes down who has it as a row, which a process that is killed leaves
/// behind, and for which every later one waits without end. This is a lock of the operating system beside the database,
/// which ends with its holder; whoever has it knows that such a row is left over.
/// </summary>
internal static class SqliteMigrationLock
{
    private const int MaxAttempts = 240;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <exception cref="InvalidOperationException">Another process has it, and does not end.</exception>
    public static async Task<FileStream> TakeAsync(AuthDbContext context, MonotonicClock pollingClock, CancellationToken cancellationToken)
    {
        string file = new SqliteConnectionStringBuilder(context.Database.GetConnectionString()).DataSource;
        FileStream turn = await LockAsync($"{file}-migrating", pollingClock, cancellationToken);
        try
        {
            // EF Core makes it again.
            await context.Database.ExecuteSqlAsync($"""DROP TABLE IF EXISTS "__EFMigrationsLock" """, cancellationToken);
            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    private static async Task<FileStream> LockAsync(string path, MonotonicClock pollingClock, CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = pollingClock.Every(Pause);
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
