using CleanAuth.Application.Tokens.RefreshTokenPair;
using CleanAuth.Infrastructure.Files;
using CleanAuth.Infrastructure.Passwords;
using CleanAuth.Infrastructure.Persistence.Preparation;
using CleanAuth.Infrastructure.Revocations;
using CleanAuth.Infrastructure.Tokens;
using CleanAuth.Infrastructure.Tokens.SigningKeys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CleanAuth.Infrastructure;

/// <summary>What must be done before the first request: the database reached and up to date, the signing keys loaded.</summary>
public static class Startup
{
    /// <summary>Checks all settings, waits for the database and sees that it has every migration.</summary>
    /// <exception cref="OptionsValidationException">A setting is missing or unusable; the message says what to set.</exception>
    /// <exception cref="InvalidOperationException">The database cannot be used as it is; the message says what to do.</exception>
    public static async Task PrepareDatabaseAsync(this IHost host)
    {
        host.Services.GetRequiredService<IStartupValidator>().Validate();
        await using AsyncServiceScope scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DatabasePreparation>().PrepareAsync(Stopping(host));
    }

    /// <summary>
    /// Brings into memory what requests are judged by: revocations, the work of stored hashes, and the signing keys, of
    /// which it makes the first.
    /// </summary>
    /// <exception cref="InvalidOperationException">A key cannot be decrypted; the message says what to do.</exception>
    public static async Task LoadStateAsync(this IHost host)
    {
        // What has never been looked at cannot be seen to jump.
        host.Services.GetRequiredService<ClockJumpDetector>().ReadClock();
        await host.Services.GetRequiredService<RevocationFeed>().PollAsync(Stopping(host));
        await using AsyncServiceScope scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<StoredHashCosts>().LearnAsync(Stopping(host));
        host.Services.GetRequiredService<ExposedFiles>().Warn();
        await scope.ServiceProvider.GetRequiredService<TokenSettingsChangeDetector>().RunAsync(Stopping(host));
        await scope.ServiceProvider.GetRequiredService<SigningKeyStore>().RefreshAsync(Stopping(host));
    }

    private static CancellationToken Stopping(IHost host) =>
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
}
