using CleanAuth.Application.Throttling;
using CleanAuth.Infrastructure.Auditing;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CleanAuth.WebApi.FunctionalTests.Support.Service;

/// <summary>
/// The real program on a real socket. The clock does not move unless the test moves it; passwords are hashed at low cost, and no rate
/// limit is reached.
/// </summary>
internal sealed class RunningService : WebApplicationFactory<Program>
{
    // Children come before parents. Keys, the event of the first key, token settings and leases belong to the service and
    // stay.
    private const string DeleteRows =
        """
        DELETE FROM "LoginCodes"; DELETE FROM "AccountLinks"; DELETE FROM "OutgoingMails"; DELETE FROM "AttemptCounters";
        DELETE FROM "SecurityEvents" WHERE "Kind" <> 'KeyRotated'; DELETE FROM "Revocations"; DELETE FROM "RefreshTokens";
        DELETE FROM "Sessions"; DELETE FROM "GroupMembers"; DELETE FROM "Groups"; DELETE FROM "Users";
        """;

    private static readonly string[] ThrottlingLimits =
    [
        nameof(ThrottlingOptions.CredentialRequestsPerMinute),
        nameof(ThrottlingOptions.TokenRequestsPerMinute),
        nameof(ThrottlingOptions.FreeTries),
        nameof(ThrottlingOptions.TriesOfStrangeNetwork),
        nameof(ThrottlingOptions.TriesOfAllStrangers),
        nameof(ThrottlingOptions.TriesOfKnownNetwork),
    ];

    private readonly bool ownsStorage;
    private readonly Action<IServiceCollection> register;
    private readonly (string Name, string Value)[] settings;
    private readonly DateTimeOffset startTime;
    private string keys = "";
    private CancellationToken stopping;

    // A host that has shown a page watches its files until it is collected, and Linux gives a user 128 watches. Polling needs
    // none.
    static RunningService() => Environment.SetEnvironmentVariable("DOTNET_USE_POLLING_FILE_WATCHER", "1");

    public RunningService(
        ServiceStorage storage,
        bool ownsStorage,
        FakeTimeProvider clock,
        LogLevel logLevel,
        Action<IServiceCollection> register,
        (string Name, string Value)[] settings)
    {
        Storage = storage;
        this.ownsStorage = ownsStorage;
        Clock = clock;
        startTime = clock.GetUtcNow();
        Logs = new RecordingLoggerProvider(logLevel);
        this.register = register;
        this.settings = [.. storage.NextInstance(), .. settings];
        UseKestrel();
    }

    public ServiceStorage Storage { get; }

    public FakeTimeProvider Clock { get; }

    public RecordingLoggerProvider Logs { get; }

    /// <summary>Starts the service if it does not run yet.</summary>
    public void Start()
    {
        if (keys.Length == 0)
        {
            StartServer();
            stopping = Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
            keys = ReadKeys();
        }
    }

    /// <summary>Starts the service if it does not run yet, and returns a client of it.</summary>
    public HttpClient Connect(Transport transport)
    {
        Start();
        SocketsHttpHandler handler = new() { AllowAutoRedirect = false, UseCookies = transport == Transport.Body };
        return new HttpClient(transport == Transport.Body ? handler : new CookieTransport(handler)) { BaseAddress = ClientOptions.BaseAddress };
    }

    /// <summary>Deletes what a test stored. Returns false if the test stopped the service or changed what cannot be restored.</summary>
    public bool Reset()
    {
        if (keys.Length == 0 || stopping.IsCancellationRequested || Clock.GetUtcNow() != startTime || ReadKeys() != keys)
        {
            return false;
        }

        // Queued events would be saved during the next test.
        Services.GetRequiredService<SecurityEventQueue>().FlushAsync().GetAwaiter().GetResult();
        using IServiceScope scope = Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<AuthDbContext>().Database.ExecuteSqlRaw(DeleteRows);
        Logs.Lines.Clear();
        return true;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // Set the port as a setting, because a port of the factory races with the start of the program.
        builder.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
        builder.UseEnvironment("Production");
        builder.UseSetting("Tokens:Issuer", CleanAuthHost.Issuer);

        // The tests use plain HTTP and an IP address as the host.
        builder.UseSetting("Https:Required", "false");
        builder.UseSetting("AllowedHosts", "*");

        // Most tests change passwords and addresses as clients of the original backend do.
        builder.UseSetting("Accounts:RequireCurrentPassword", "false");
        builder.UseSetting("Accounts:ConfirmEmailChange", "false");

        // The tests cover the endpoints of this feature too.
        builder.UseSetting("Accounts:EmailCodes", "true");
        builder.UseSetting("Passwords:WorkFactor", "4");
        builder.UseSetting("Passwords:MaxQueuedHashes", "1000");

        // No client reaches these limits, and all counters keep counting. A test that sets whether throttling is enabled
        // gets the default limits.
        foreach (string limit in settings.Any(setting => setting.Name == "Throttling:Enabled") ? [] : ThrottlingLimits)
        {
            builder.UseSetting($"Throttling:{limit}", "1000000");
        }

        // Most tests read the outbox.
        builder.UseSetting("Mail:Enabled", "false");
        builder.UseSetting("Mail:AllowFolder", "true");
        foreach ((string name, string value) in settings)
        {
            builder.UseSetting(name, value);
        }

        builder.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)));
        builder.ConfigureServices(services => services.AddSingleton<IStartupFilter, ClientAddressFilter>());
        builder.ConfigureServices(register);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Logs).SetMinimumLevel(Logs.Level));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && ownsStorage)
        {
            Storage.Dispose();
        }
    }

    private string ReadKeys()
    {
        using IServiceScope scope = Services.CreateScope();
        AuthDbContext context = scope.ServiceProvider.GetRequiredService<AuthDbContext>();
        return string.Join(' ', context.SigningKeys.Select(key => key.Id).OrderBy(id => id));
    }
}
