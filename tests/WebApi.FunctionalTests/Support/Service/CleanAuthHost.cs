using System.Text.Json;
using CleanAuth.Infrastructure.Passwords;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Tokens.SigningKeys;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework.Interfaces;

namespace CleanAuth.WebApi.FunctionalTests.Support.Service;

/// <summary>
/// The service for one test, with an empty database. Tests with equal settings use one running service after the other; a test that
/// moves the clock, replaces services or starts a second instance has a service of its own.
/// </summary>
internal sealed class CleanAuthHost : IDisposable
{
    /// <summary>The public address of the service.</summary>
    public const string Issuer = "https://accounts.example.com";

    /// <summary>The settings that allow a login only with a verified address.</summary>
    public static readonly (string Name, string Value)[] RequiringVerification =
    [
        ("Accounts:RequireVerifiedEmail", "true"),
        ("Accounts:ConfirmEmailChange", "true"),
    ];

    // The service keeps the state of these in memory or in files, where Reset does not delete it.
    private static readonly string[] StatefulSettings = ["Throttling:", "Mail:", "ConnectionStrings:"];

    private readonly DatabaseProvider provider;
    private readonly Transport transport;
    private readonly RunningService? sibling;
    private readonly (string Name, string Value)[] settings;
    private RunningService? service;
    private bool isChanged;

    public CleanAuthHost(params (string Name, string Value)[] settings)
        : this(DatabaseProvider.Sqlite, settings)
    {
        // on a file
    }

    public CleanAuthHost(DatabaseProvider provider, params (string Name, string Value)[] settings)
        : this(provider, Transport.Body, settings)
    {
        // with tokens in bodies
    }

    public CleanAuthHost(Transport transport, params (string Name, string Value)[] settings)
        : this(DatabaseProvider.Sqlite, transport, settings)
    {
        // on a file
    }

    public CleanAuthHost(DatabaseProvider provider, Transport transport, params (string Name, string Value)[] settings)
    {
        ServiceStorage.RequireServer(provider);
        this.provider = provider;
        this.transport = transport;
        this.settings = WithTransport(transport, settings);
    }

    private CleanAuthHost(CleanAuthHost sibling, (string Name, string Value)[] settings)
    {
        sibling.isChanged = true;
        this.sibling = sibling.Service;
        transport = sibling.transport;
        this.settings = WithTransport(transport, settings);
    }

    /// <summary>The lowest level of the log lines that are kept.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Adds services to those of the program, or replaces them.</summary>
    public Action<IServiceCollection>? Register { get; init; }

    /// <summary>Starts at a whole second, because PostgreSQL stores fewer digits of a time than .NET has.</summary>
    public FakeTimeProvider Clock => Service.Clock;

    public RecordingLoggerProvider Logs => Service.Logs;

    public IServiceProvider Services => Service.Services;

    public Uri BaseAddress => Service.ClientOptions.BaseAddress;

    private RunningService Service => service ??= Take();

    private string Settings => $"{provider} {string.Join(' ', settings)}";

    private bool IsReusable => !isChanged && sibling is null && Register is null && LogLevel == LogLevel.Information
        && !settings.Any(setting => StatefulSettings.Any(section => setting.Name.StartsWith(section, StringComparison.Ordinal)));

    /// <summary>Another instance of the service on the same database, keys and time. It must be disposed before this one.</summary>
    public CleanAuthHost StartBeside(params (string Name, string Value)[] settings) => new(this, settings);

    /// <inheritdoc cref="StartBeside(ValueTuple{string, string}[])"/>
    public CleanAuthHost StartBeside(Action<IServiceCollection> register) => new(this, []) { Register = register };

    /// <summary>Makes the database unreadable; the returned action restores it.</summary>
    public Action CorruptDatabase()
    {
        isChanged = true;
        return Service.Storage.CorruptDatabase();
    }

    /// <summary>Deletes the files of the database.</summary>
    public void DeleteDatabase()
    {
        isChanged = true;
        Service.Storage.DeleteDatabaseFiles();
    }

    public void Start() => Service.Start();

    /// <summary>Returns a client of the running service; the caller asserts on raw JSON.</summary>
    public HttpClient Connect() => Service.Connect(transport);

    /// <summary>Returns a client whose requests come from this address.</summary>
    public Api ConnectFrom(string address)
    {
        HttpClient client = Connect();
        client.DefaultRequestHeaders.Add(ClientAddressFilter.Header, address);
        return new Api(client);
    }

    /// <summary>Queries the database directly with a new context.</summary>
    public async Task<T> QueryAsync<T>(Func<AuthDbContext, Task<T>> query)
    {
        await using AsyncServiceScope scope = Services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<AuthDbContext>());
    }

    /// <summary>The stored accounts, sessions, tokens and revocations as text, to compare with a later state.</summary>
    public Task<string> SnapshotAsync() => QueryAsync(async context => JsonSerializer.Serialize(new
    {
        users = await context.Users.AsNoTracking().OrderBy(user => user.Id).ToListAsync(),
        sessions = await context.Sessions.AsNoTracking().OrderBy(session => session.Id).ToListAsync(),
        tokens = await context.RefreshTokens.AsNoTracking().OrderBy(token => token.Id).ToListAsync(),
        revocations = await context.Revocations.AsNoTracking().OrderBy(revocation => revocation.Id).ToListAsync(),
    }));

    /// <summary>Sends a request that only the command line sends.</summary>
    public async Task<T> CommandAsync<T>(IRequest<T> request)
    {
        await using AsyncServiceScope scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    /// <summary>Reads the signing keys and creates a key that is due, as the service does every few seconds.</summary>
    public async Task RefreshKeysAsync()
    {
        await using AsyncServiceScope scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SigningKeyStore>().RefreshAsync(CancellationToken.None);
    }

    /// <summary>Holds one permit of the hashing limiter until the result is disposed.</summary>
    public HeldHashingPermit HoldHashingPermit() => new(Services.GetRequiredService<HashingLimiter>());

    public void Dispose()
    {
        if (service is null)
        {
            return;
        }

        bool hasFailed = TestContext.CurrentContext.Result.Outcome.Status == TestStatus.Failed;
        if (IsReusable && !hasFailed && service.Reset())
        {
            IdleServices.Add(Settings, service);
        }
        else
        {
            service.Dispose();
        }

        service = null;
    }

    private RunningService Take() => (IsReusable ? IdleServices.Take(Settings) : null) ?? new RunningService(
        sibling?.Storage ?? new ServiceStorage(provider),
        ownsStorage: sibling is null,
        sibling?.Clock ?? new FakeTimeProvider(WholeSecond()),
        LogLevel,
        Register ?? (_ => { }),
        settings);

    private static (string Name, string Value)[] WithTransport(Transport transport, (string Name, string Value)[] settings) =>
        transport == Transport.Cookie ? [.. settings, ("Cookies:Enabled", "true")] : settings;

    private static DateTimeOffset WholeSecond() => DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());
}
