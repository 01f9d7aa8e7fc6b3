using System.Text.Json;
using CleanAuth.Application.Throttling;
using CleanAuth.Infrastructure.Passwords;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Tokens.SigningKeys;
using MediatR;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CleanAuth.WebApi.FunctionalTests.Support;

/// <summary>
/// The real program behind a real socket, on a database of its own that is deleted with it. Time stands still unless
/// <see cref="Clock"/> is moved; passwords are hashed with little work, and nobody comes too often.
/// </summary>
internal sealed class CleanAuthHost : WebApplicationFactory<Program>
{
    /// <summary>The address that the public knows.</summary>
    public const string Issuer = "https://accounts.example.com";

    /// <summary>The settings under which one logs in only once the address is verified.</summary>
    public static readonly (string Name, string Value)[] RequiringVerification =
    [
        ("Accounts:RequireVerifiedEmail", "true"),
        ("Accounts:ConfirmEmailChange", "true"),
    ];

    private static readonly string[] ThrottlingLimits =
    [
        nameof(ThrottlingOptions.CredentialRequestsPerMinute),
        nameof(ThrottlingOptions.TokenRequestsPerMinute),
        nameof(ThrottlingOptions.FreeTries),
        nameof(ThrottlingOptions.TriesOfStrangeNetwork),
        nameof(ThrottlingOptions.TriesOfAllStrangers),
        nameof(ThrottlingOptions.TriesOfKnownNetwork),
    ];

    private readonly ServiceStorage store;
    private readonly bool ownsStore;
    private readonly (string Name, string Value)[] settings;

    // A host that has shown a page watches its files until it is collected, and Linux gives a user 128 watches. Asking now and
    // then what has changed needs none.
    static CleanAuthHost() => Environment.SetEnvironmentVariable("DOTNET_USE_POLLING_FILE_WATCHER", "1");

    public CleanAuthHost(params (string Name, string Value)[] settings)
        : this(DatabaseProvider.Sqlite, settings)
    {
        // on a file of its own
    }

    public CleanAuthHost(DatabaseProvider provider, params (string Name, string Value)[] settings)
        : this(new ServiceStorage(provider), ownsStore: true, new FakeTimeProvider(WholeSecond()), settings)
    {
        // on a database of its own
    }

    private CleanAuthHost(
        ServiceStorage store,
        bool ownsStore,
        FakeTimeProvider clock,
        (string Name, string Value)[] settings)
    {
        this.store = store;
        this.ownsStore = ownsStore;
        this.settings = [.. store.NextInstance(), .. settings];
        Clock = clock;
        UseKestrel();
    }

    /// <summary>Starts at a whole second, as PostgreSQL keeps fewer digits of an instant than .NET has.</summary>
    public FakeTimeProvider Clock { get; }

    public RecordingLoggerProvider Logs { get; } = new();

    /// <summary>Adds to what the program registers, or replaces it.</summary>
    public Action<IServiceCollection> Register { get; init; } = _ => { };

    /// <summary>Another instance of the service on the same database, keys and time. It must be disposed before this one.</summary>
    public CleanAuthHost StartBeside(params (string Name, string Value)[] settings) =>
        new(store, ownsStore: false, Clock, settings);

    /// <inheritdoc cref="StartBeside(ValueTuple{string, string}[])"/>
    public CleanAuthHost StartBeside(Action<IServiceCollection> register) =>
        new(store, ownsStore: false, Clock, []) { Register = register };

    /// <summary>Makes the database unreadable, and answers how to undo that.</summary>
    public Action CorruptDatabase() => store.CorruptDatabase();

    /// <summary>Deletes the database's file.</summary>
    public void DeleteDatabase() => store.DeleteDatabaseFiles();

    /// <summary>A client of the running service; the caller asserts on raw JSON.</summary>
    public HttpClient Connect()
    {
        StartServer();
        return new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = ClientOptions.BaseAddress };
    }

    /// <summary>A client whose requests come from that address.</summary>
    public Api ConnectFrom(string address)
    {
        HttpClient client = Connect();
        client.DefaultRequestHeaders.Add(ClientAddressFilter.Header, address);
        return new Api(client);
    }

    /// <summary>Asks the database behind the service's back; the context is a new one.</summary>
    public async Task<T> QueryAsync<T>(Func<AuthDbContext, Task<T>> query)
    {
        await using AsyncServiceScope scope = Services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<AuthDbContext>());
    }

    /// <summary>All that is stored of accounts, their sessions and tokens, to be compared with what is stored later.</summary>
    public Task<string> SnapshotAsync() => QueryAsync(async context => JsonSerializer.Serialize(new
    {
        users = await context.Users.AsNoTracking().OrderBy(user => user.Id).ToListAsync(),
        sessions = await context.Sessions.AsNoTracking().OrderBy(session => session.Id).ToListAsync(),
        tokens = await context.RefreshTokens.AsNoTracking().OrderBy(token => token.Id).ToListAsync(),
        revocations = await context.Revocations.AsNoTracking().OrderBy(revocation => revocation.Id).ToListAsync(),
    }));

    /// <summary>Does what an operator's command does.</summary>
    public async Task<T> CommandAsync<T>(IRequest<T> request)
    {
        await using AsyncServiceScope scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    /// <summary>Does now what the service does every few seconds: learns of keys, and makes the one that is due.</summary>
    public async Task RefreshKeysAsync()
    {
        await using AsyncServiceScope scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SigningKeyStore>().RefreshAsync(CancellationToken.None);
    }

    /// <summary>Occupies one place of the hashing gate until the answer is disposed.</summary>
    public HeldHashingPermit HoldHashingPermit() => new(Services.GetRequiredService<HashingLimiter>());

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // A setting, as a port that the factory is given races with the program's start.
        builder.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
        builder.UseEnvironment("Production");
        builder.UseSetting("Tokens:Issuer", Issuer);

        // The tests come over plain HTTP to an address, as from a proxy that says neither.
        builder.UseSetting("Https:Required", "false");
        builder.UseSetting("AllowedHosts", "*");

        // Most tests change passwords and addresses as the original's clients do.
        builder.UseSetting("Accounts:RequireCurrentPassword", "false");
        builder.UseSetting("Accounts:ConfirmEmailChange", "false");

        // All endpoints are looked at.
        builder.UseSetting("Accounts:EmailCodes", "true");
        builder.UseSetting("Passwords:WorkFactor", "4");
        builder.UseSetting("Passwords:MaxQueuedHashes", "1000");

        // No client reaches these limits, and all counters keep counting. Tests that say themselves whether it does
        // have the limits as they are shipped.
        foreach (string limit in settings.Any(setting => setting.Name == "Throttling:Enabled") ? [] : ThrottlingLimits)
        {
            builder.UseSetting($"Throttling:{limit}", "1000000");
        }

        // Most tests look into the outbox by themselves.
        builder.UseSetting("Mail:Enabled", "false");
        builder.UseSetting("Mail:AllowFolder", "true");
        foreach ((string name, string value) in settings)
        {
            builder.UseSetting(name, value);
        }

        builder.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)));
        builder.ConfigureServices(services => services.AddSingleton<IStartupFilter, ClientAddressFilter>());
        builder.ConfigureServices(Register);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Logs).SetMinimumLevel(LogLevel.Trace));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && ownsStore)
        {
            store.Dispose();
        }
    }

    private static DateTimeOffset WholeSecond() => DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());
}
