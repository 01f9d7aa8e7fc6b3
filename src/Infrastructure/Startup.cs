using CleanAuth.Application.Tokens;
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

/// <summary>The steps before the first request.</summary>
public static class Startup
{
    /// <summary>Validates all settings, waits for the database, and migrates it or checks that it has every migration.</summary>
    /// <exception cref="OptionsValidationException">A setting is missing or invalid; the message says what to set.</exception>
    /// <exception cref="InvalidOperationException">The database cannot be used; the message says what to do.</exception>
    public static async Task PrepareDatabaseAsync(this IHost host)
    {
        host.Services.GetRequiredService<IStartupValidator>().Validate();
        await using AsyncServiceScope scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DatabasePreparation>().PrepareAsync(Stopping(host));
    }

    /// <summary>Loads the state that requests need from memory. It creates the first signing key.</summary>
    /// <exception cref="InvalidOperationException">A signing key cannot be decrypted; the message says what to do.</exception>
    public static async Task LoadStateAsync(this IHost host)
    {
        await using AsyncServiceScope scope = host.Services.CreateAsyncScope();
        IServiceProvider services = scope.ServiceProvider;

        // Take the first reading now; later jumps are measured against it.
        services.GetRequiredService<ClockJumpDetector>().ReadClock();
        await services.GetRequiredService<RevocationFeed>().PollAsync(Stopping(host));
        await services.GetRequiredService<StoredHashCosts>().LoadAsync(Stopping(host));
        services.GetRequiredService<FileModeCheck>().WarnAboutExposedFiles();
        await services.GetRequiredService<TokenSettingsChangeDetector>().RunAsync(Stopping(host));
        await services.GetRequiredService<SigningKeyStore>().RefreshAsync(Stopping(host));
    }

    private static CancellationToken Stopping(IHost host) =>
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
}
