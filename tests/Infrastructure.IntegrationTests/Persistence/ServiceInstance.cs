using CleanAuth.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence;

/// <summary>The infrastructure of one running service, wired as the service wires it. Its time stands still.</summary>
internal sealed class ServiceInstance(DatabaseProvider provider, string connectionString, string keysFolder) : IAsyncDisposable
{
    private readonly ServiceProvider services = Build(provider, connectionString, keysFolder);

    public StoreScope Open() => new(services.CreateAsyncScope());

    public async Task<T> InScopeAsync<T>(Func<StoreScope, Task<T>> act)
    {
        await using StoreScope scope = Open();
        return await act(scope);
    }

    public async Task InScopeAsync(Func<StoreScope, Task> act)
    {
        await using StoreScope scope = Open();
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

    private static ServiceProvider Build(DatabaseProvider provider, string connectionString, string keysFolder)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Database:Provider"] = provider.ToString(),
                ["ConnectionStrings:CleanAuth"] = connectionString,
                ["DataProtection:KeysPath"] = keysFolder,
            })
            .Build();
        return new ServiceCollection()
            .AddSingleton(configuration)
            .AddLogging()
            .AddInfrastructure(configuration)
            .AddSingleton<TimeProvider>(new FakeTimeProvider(TestData.Now))
            .BuildServiceProvider(validateScopes: true);
    }
}
