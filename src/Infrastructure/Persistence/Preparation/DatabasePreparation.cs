using CleanAuth.Application.Abstractions.Operations;
using CleanAuth.Infrastructure.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.Persistence.Preparation;

/// <summary>Waits for the database server, and sees that the database can be used.</summary>
internal sealed partial class DatabasePreparation(
    AuthDbContext context,
    IDatabaseEngine engine,
    IDatabaseMigrator migrator,
    DatabaseOptions options,
    MonotonicClock pollingClock,
    ILogger<DatabasePreparation> logger)
{
    private const string Cure = "Run the `migrate` command, or set Database:MigrateOnStartup to true.";
    private const int MaxAttempts = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    /// <exception cref="InvalidOperationException">The database cannot be used as it is; the message says what to do.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (options.Provider != DatabaseProvider.Sqlite)
        {
            await WaitForServerAsync(cancellationToken);
        }

        if (options.MigratesOnStartup)
        {
            await migrator.MigrateAsync(cancellationToken);
            return;
        }

        await engine.CheckSettingsAsync(cancellationToken);
        if ((await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            throw new InvalidOperationException($"The database lacks migrations. {Cure}");
        }
    }

    // A database server that starts together with this service takes a while.
    private async Task WaitForServerAsync(CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = pollingClock.Every(Pause);
        for (int attempt = 1; await TryConnectAsync(cancellationToken) is { } failure; attempt++)
        {
            string message = DatabaseErrors.MessageOf(failure);
            if (attempt == MaxAttempts)
            {
                throw new InvalidOperationException(
                    $"The database server does not answer. Check ConnectionStrings:CleanAuth and that the server runs: {message}.",
                    failure);
            }

            ServerDoesNotAnswer(logger, attempt, MaxAttempts, message);
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>Connects without the retries of requests, and returns the error of a server that may come later.</summary>
    private async Task<Exception?> TryConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            await context.Database.GetDbConnection().OpenAsync(cancellationToken);
            await context.Database.GetDbConnection().CloseAsync();
            return null;
        }
        catch (Exception exception) when (DatabaseErrors.IsMissingDatabase(exception))
        {
            return options.MigratesOnStartup
                ? null
                : throw new InvalidOperationException($"{DatabaseErrors.MessageOf(exception)}. {Cure}", exception);
        }
        catch (Exception exception) when (DatabaseErrors.IsRefusedLogin(exception))
        {
            throw new InvalidOperationException(
                $"The database server refuses the login: {DatabaseErrors.MessageOf(exception)}. Check ConnectionStrings:CleanAuth.",
                exception);
        }
        catch (Exception exception) when (DatabaseErrors.ComesFromServer(exception) || exception is InvalidOperationException)
        {
            // SqlClient throws the latter for a connection that breaks while it is opened.
            return exception;
        }
    }

    [LoggerMessage(4002, LogLevel.Warning, "The database server does not answer yet (attempt {Attempt} of {MaxAttempts}): {Message}.")]
    private static partial void ServerDoesNotAnswer(ILogger logger, int attempt, int maxAttempts, string message);
}
