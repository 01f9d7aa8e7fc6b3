using System.Data.Common;
using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Tokens.RefreshTokenPair;
using CleanAuth.Infrastructure.Files;
using CleanAuth.Infrastructure.Passwords;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Revocations;
using CleanAuth.Infrastructure.Tokens;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CleanAuth.Infrastructure;

/// <summary>What must be done before the first request: the database reached and up to date, the signing keys loaded.</summary>
public static partial class Startup
{
    private const int MaxAttempts = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    /// <summary>Checks all settings, waits for the database and sees that it has every migration.</summary>
    /// <exception cref="OptionsValidationException">A setting is missing or unusable; the message says what to set.</exception>
    /// <exception cref="InvalidOperationException">The database cannot be used as it is; the message says what to do.</exception>
    public static async Task PrepareDatabaseAsync(this IHost host)
    {
        host.Services.GetRequiredService<IStartupValidator>().Validate();
        await using AsyncServiceScope scope = host.Services.CreateAsyncScope();
        await PrepareDatabaseAsync(scope.ServiceProvider, Stopping(host));
    }

    /// <summary>
    /// Brings into memory what requests are judged by: revocations, the work of stored hashes, and the signing keys, of
    /// which it makes the first.
    /// </summary>
    /// <exception cref="InvalidOperationException">A key cannot be decrypted; the message says what to do.</exception>
    public static async Task LoadStateAsync(this IHost host)
    {
        // What has never been looked at cannot be seen to jump.
        host.Services.GetRequiredService<ClockJumps>().ReadClock();
        await host.Services.GetRequiredService<RevocationFeed>().PollAsync(Stopping(host));
        await using AsyncServiceScope scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<StoredHashes>().LearnAsync(Stopping(host));
        host.Services.GetRequiredService<ExposedFiles>().Warn();
        SigningKeyRing ring = host.Services.GetRequiredService<SigningKeyRing>();
        JwtOptions options = host.Services.GetRequiredService<JwtOptions>();
        if (options.Algorithm == JwtAlgorithm.HS256)
        {
            ring.Use(options.SigningKey!);
            return;
        }

        await scope.ServiceProvider.GetRequiredService<SigningKeyStore>().RefreshAsync(Stopping(host));
    }

    private static CancellationToken Stopping(IHost host) =>
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

    private static async Task PrepareDatabaseAsync(IServiceProvider services, CancellationToken stopping)
    {
        AuthDbContext context = services.GetRequiredService<AuthDbContext>();
        DatabaseOptions options = services.GetRequiredService<DatabaseOptions>();
        if (options.Provider != DatabaseProvider.Sqlite)
        {
            await WaitForServerAsync(context, services, stopping);
        }

        if (options.MigratesOnStartup)
        {
            await services.GetRequiredService<IDatabaseMigrator>().MigrateAsync(stopping);
        }
        else if ((await context.Database.GetPendingMigrationsAsync(stopping)).Any())
        {
            throw new InvalidOperationException(
                "The database lacks migrations. Run the `migrate` command, or set Database:MigrateOnStartup to true.");
        }
    }

    // A database server that starts together with this service takes a while (an unreachable one fails at once).
    private static async Task WaitForServerAsync(AuthDbContext context, IServiceProvider services, CancellationToken stopping)
    {
        ILogger logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Startup));
        for (int attempt = 1; !await ServerAnswersAsync(context, stopping); attempt++)
        {
            if (attempt == MaxAttempts)
            {
                throw new InvalidOperationException(
                    "The database server does not answer. Check ConnectionStrings:CleanAuth and that the server runs.");
            }

            WaitingForDatabase(logger, attempt, MaxAttempts);
            await Task.Delay(Pause, services.GetRequiredService<TimeProvider>(), stopping);
        }
    }

    // The database itself may still have to be made, so a refusal of it is an answer.
    private static async Task<bool> ServerAnswersAsync(AuthDbContext context, CancellationToken stopping)
    {
        try
        {
            await context.Database.OpenConnectionAsync(stopping);
            await context.Database.CloseConnectionAsync();
            return true;
        }
        catch (DbException exception)
        {
            return IsMissingDatabase(exception);
        }
    }

    private static bool IsMissingDatabase(DbException exception) => exception switch
    {
        // Cannot open database; the login itself succeeded.
        SqlException { Number: 4060 } => true,
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => true,
        _ => false,
    };

    [LoggerMessage(4002, LogLevel.Warning, "The database server does not answer yet (attempt {Attempt} of {MaxAttempts}).")]
    private static partial void WaitingForDatabase(ILogger logger, int attempt, int maxAttempts);
}
