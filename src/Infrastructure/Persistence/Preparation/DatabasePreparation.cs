using CleanAuth.Application.Abstractions.Operations;
using CleanAuth.Infrastructure.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.Persistence.Preparation;

/// <summary>Waits for the database server, and migrates or checks the database.</summary>
internal sealed partial class DatabasePreparation(
    AuthDbContext context,
    IDatabaseEngine engine,
    IDatabaseMigrator migrator,
    MigrationHistory history,
    DatabaseOptions options,
    MonotonicClock monotonicClock,
    ILogger<DatabasePreparation> logger)
{
    private const string Remedy = "Run the `migrate` command, or set Database:MigrateOnStartup to true.";
    private const int MaxAttempts = 20;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(3);

    /// <exception cref="InvalidOperationException">The database cannot be used; the message says what to do.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (engine.IsServer)
        {
            await WaitForServerAsync(cancellationToken);
        }

        if (options.MigratesOnStartup)
        {
            await migrator.MigrateAsync(cancellationToken);
            return;
        }

        await engine.CheckSettingsAsync(cancellationToken);
        if ((await history.ReadPendingAsync(cancellationToken)).Length > 0)
        {
            throw new InvalidOperationException($"The database lacks migrations. {Remedy}");
        }
    }

    // The database server may start at the same time as this service and take longer.
    private async Task WaitForServerAsync(CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = monotonicClock.Every(RetryDelay);
        for (int attempt = 1; await TryConnectAsync(cancellationToken) is { } failure; attempt++)
        {
            string message = context.Errors.MessageOf(failure);
            if (attempt == MaxAttempts)
            {
                throw new InvalidOperationException(
                    $"The database server does not respond. Check ConnectionStrings:CleanAuth and that the server runs: {message}.",
                    failure);
            }

            ServerNotAvailable(logger, attempt, MaxAttempts, message);
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>Tries to connect once. Returns null on success, or an error that may disappear when the server has started.</summary>
    private async Task<Exception?> TryConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            await context.Database.GetDbConnection().OpenAsync(cancellationToken);
            await context.Database.GetDbConnection().CloseAsync();
            return null;
        }
        catch (Exception exception) when (context.Errors.IsMissingDatabase(exception))
        {
            return options.MigratesOnStartup
                ? null
                : throw new InvalidOperationException($"{context.Errors.MessageOf(exception)}. {Remedy}", exception);
        }
        catch (Exception exception) when (context.Errors.IsRefusedLogin(exception))
        {
            throw new InvalidOperationException(
                $"The database server refuses the login: {context.Errors.MessageOf(exception)}. Check ConnectionStrings:CleanAuth.",
                exception);
        }
        catch (Exception exception) when (exception.ComesFromServer() || exception is InvalidOperationException)
        {
            // SqlClient throws InvalidOperationException for a connection that breaks while it is opened.
            return exception;
        }
    }

    [LoggerMessage(4002, LogLevel.Warning, "The database server is not available yet (attempt {Attempt} of {MaxAttempts}): {Message}.")]
    private static partial void ServerNotAvailable(ILogger logger, int attempt, int maxAttempts, string message);
}
