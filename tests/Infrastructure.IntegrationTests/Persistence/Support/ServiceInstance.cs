using CleanAuth.Application;
using CleanAuth.Application.Abstractions.Clients;
using CleanAuth.Application.Abstractions.Overview;
using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.EmailDelivery;
using CleanAuth.Application.EmailDelivery.PrepareEmail;
using CleanAuth.Infrastructure.Auditing;
using CleanAuth.Infrastructure.EmailDelivery.Outbox;
using CleanAuth.Infrastructure.IntegrationTests.Tokens;
using CleanAuth.Infrastructure.Leases;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Persistence.PostgreSql;
using CleanAuth.Infrastructure.Persistence.Sqlite;
using CleanAuth.Infrastructure.Persistence.SqlServer;
using CleanAuth.Infrastructure.Revocations;
using CleanAuth.Infrastructure.Sweeping;
using CleanAuth.Infrastructure.Time;
using CleanAuth.Infrastructure.Tokens;
using CleanAuth.Infrastructure.Tokens.SigningKeys;
using MediatR;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;

/// <summary>
/// The infrastructure of one running service, with the registrations of the service. A test controls its time, and no background
/// service runs.
/// </summary>
internal sealed class ServiceInstance : IAsyncDisposable
{
    private readonly DatabaseProvider provider;
    private readonly string connectionString;
    private readonly ServiceProvider services;

    public ServiceInstance(
        DatabaseProvider provider,
        string connectionString,
        string keysFolder,
        JwtAlgorithm algorithm,
        IInterceptor? interceptor,
        (string Name, string Value)[] more)
    {
        this.provider = provider;
        this.connectionString = connectionString;
        Dictionary<string, string?> settings = new()
        {
            ["Database:Provider"] = provider.ToString(),
            ["ConnectionStrings:CleanAuth"] = connectionString,
            ["DataProtection:KeysPath"] = keysFolder,
            ["Tokens:Issuer"] = "https://id.example.com",
            ["Tokens:Audience"] = "cleanauth",
            ["Tokens:Algorithm"] = algorithm.ToString(),
            ["Tokens:SigningKey"] = TokenKit.SharedSecret,
            ["Mail:AllowFolder"] = "true",
            ["Mail:Folder"] = Path.Combine(Path.GetDirectoryName(keysFolder)!, "mail"),
        };
        foreach ((string name, string value) in more)
        {
            settings[name] = value;
        }

        services = Build(settings, interceptor);
    }

    /// <summary>The time of day and the timers of background work.</summary>
    public FakeTimeProvider Clock { get; } = new(TestData.Now);

    public RevocationSet Revocations => services.GetRequiredService<RevocationSet>();

    public RevocationFeed Feed => services.GetRequiredService<RevocationFeed>();

    public IOverviewReader Overview => services.GetRequiredService<IOverviewReader>();

    public SigningKeyRing KeyRing => services.GetRequiredService<SigningKeyRing>();

    public SecurityEventQueue EventQueue => services.GetRequiredService<SecurityEventQueue>();

    public ITokenIssuer TokenIssuer => services.GetRequiredService<ITokenIssuer>();

    public SweepingService Sweeping => ActivatorUtilities.CreateInstance<SweepingService>(services);

    public EmailCourier Courier => services.GetRequiredService<EmailCourier>();

    public AccessTokenHandler AccessTokenHandler => services.GetRequiredService<AccessTokenHandler>();

    /// <summary>Checks the database as the readiness endpoint does.</summary>
    public Task<HealthCheckResult> CheckDatabaseAsync() =>
        services.GetRequiredService<DatabaseHealthCheck>().CheckHealthAsync(new HealthCheckContext());

    /// <summary>Takes a lease and keeps renewing it.</summary>
    public Task<HeldLease?> HoldLeaseAsync(string name) =>
        HeldLease.TryAcquireAsync(
            name, services.GetRequiredService<IServiceScopeFactory>(), services.GetRequiredService<MonotonicClock>(), default);

    /// <summary>Prepares an email as the courier does, without sending it.</summary>
    public async Task<EmailModel?> PrepareEmailAsync(Guid emailId)
    {
        await using AsyncServiceScope scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new PrepareEmailCommand(emailId));
    }

    public RequestScope Open() => new(services.CreateAsyncScope());

    public async Task<T> InScopeAsync<T>(Func<RequestScope, Task<T>> act)
    {
        await using RequestScope scope = Open();
        return await act(scope);
    }

    public async Task InScopeAsync(Func<RequestScope, Task> act)
    {
        await using RequestScope scope = Open();
        await act(scope);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (provider == DatabaseProvider.Sqlite)
        {
            using SqliteConnection connection = new(connectionString);
            SqliteConnection.ClearPool(connection);
        }
    }

    private ServiceProvider Build(Dictionary<string, string?> settings, IInterceptor? interceptor)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        IInterceptor[] interceptors = interceptor is null ? [] : [interceptor];
        return new ServiceCollection()
            .AddSingleton(configuration)
            .AddLogging()
            .AddApplication()
            .AddInfrastructure(configuration)
            .ConfigureDbContext<SqliteAuthDbContext>(options => options.AddInterceptors(interceptors))
            .ConfigureDbContext<PostgreSqlAuthDbContext>(options => options.AddInterceptors(interceptors))
            .ConfigureDbContext<SqlServerAuthDbContext>(options => options.AddInterceptors(interceptors))
            .AddSingleton<IRequestClient, Client>()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(new MonotonicClock(Clock))
            .BuildServiceProvider(validateScopes: true);
    }

    private sealed record Client : IRequestClient
    {
        public string Network => "192.0.2.7";

        public string UserAgent => "Firefox";
    }
}
