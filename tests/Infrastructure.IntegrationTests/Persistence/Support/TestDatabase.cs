using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Tokens;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using NUnit.Framework.Interfaces;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;

/// <summary>
/// A real database for one test, with all migrations and no rows: a SQLite file in its own folder, or a database with a random name on
/// a server. It is deleted after the test. A PostgreSQL database is used for the next test instead, with its rows deleted, unless the
/// test has failed or needs a database of its own.
/// </summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>The providers of all database tests. A new one needs a line here and one in <see cref="ConnectionString"/>.</summary>
    public static readonly DatabaseProvider[] Providers =
        [DatabaseProvider.Sqlite, DatabaseProvider.PostgreSql, DatabaseProvider.SqlServer];

    private readonly List<ServiceInstance> instances = [];
    private readonly DatabaseProvider provider;
    private readonly DirectoryInfo folder;
    private readonly bool isOwn;
    private readonly string connectionString;

    private TestDatabase(DatabaseProvider provider, bool isOwn, string? idle)
    {
        this.provider = provider;
        this.isOwn = isOwn;
        folder = Directory.CreateTempSubdirectory("cleanauth-");
        connectionString = idle ?? ConnectionString(provider, folder);
    }

    public string KeysFolder => Path.Combine(folder.FullName, "keys");

    /// <summary>The instance that the test uses for arranging and asserting.</summary>
    public ServiceInstance Instance => instances[0];

    /// <param name="provider">The database.</param>
    /// <param name="isOwn">
    /// No other test uses this database. Set it for a test that changes the schema, the migration history, a setting or the statistics
    /// of the database, that depends on them, or that opens many connections.
    /// </param>
    public static async Task<TestDatabase> CreateAsync(DatabaseProvider provider = DatabaseProvider.Sqlite, bool isOwn = false)
    {
        IgnoreUnlessConfigured(provider);
        string? idle = provider == DatabaseProvider.PostgreSql && !isOwn ? IdleDatabases.Take() : null;
        TestDatabase database = new(provider, isOwn, idle);
        database.StartInstance();
        if (idle is null)
        {
            await database.MigrateAsync();
        }

        return database;
    }

    /// <summary>Starts another instance of the service on this database.</summary>
    public ServiceInstance StartInstance(
        string? keysFolder = null,
        JwtAlgorithm algorithm = JwtAlgorithm.ES256,
        IInterceptor? interceptor = null,
        params (string Name, string Value)[] settings)
    {
        // A different connection string gives the instance its own write queue and pool, as another process would have.
        string ownConnectionString = provider == DatabaseProvider.Sqlite
            ? $"{connectionString};Default Timeout={30 + instances.Count}"
            : connectionString;
        ServiceInstance instance = new(provider, ownConnectionString, keysFolder ?? KeysFolder, algorithm, interceptor, settings);
        instances.Add(instance);
        return instance;
    }

    /// <summary>Opens a scope with a new context, as each request does.</summary>
    public RequestScope Open() => Instance.Open();

    public Task<T> InScopeAsync<T>(Func<RequestScope, Task<T>> act) => Instance.InScopeAsync(act);

    public Task InScopeAsync(Func<RequestScope, Task> act) => Instance.InScopeAsync(act);

    public Task SaveAsync(params object[] entities) => InScopeAsync(scope =>
    {
        scope.Context.AddRange(entities);
        return scope.Context.SaveChangesAsync();
    });

    public async ValueTask DisposeAsync()
    {
        bool isReused = provider == DatabaseProvider.PostgreSql
            && !isOwn
            && TestContext.CurrentContext.Result.Outcome.Status != TestStatus.Failed;
        if (provider != DatabaseProvider.Sqlite && !isReused)
        {
            await InScopeAsync(scope => scope.Context.Database.EnsureDeletedAsync());
        }

        foreach (ServiceInstance instance in instances)
        {
            await instance.DisposeAsync();
        }

        if (isReused)
        {
            await IdleDatabases.AddAsync(connectionString);
        }

        folder.Delete(recursive: true);
    }

    private async Task MigrateAsync()
    {
        switch (provider)
        {
            case DatabaseProvider.Sqlite:
                MigratedDatabase.CreateSqlite(Path.Combine(folder.FullName, "test.db"));
                break;
            case DatabaseProvider.PostgreSql:
                MigratedDatabase.CreatePostgreSql(connectionString);
                break;
            default:
                await InScopeAsync(scope => scope.Context.Database.MigrateAsync());
                break;
        }
    }

    private static string ConnectionString(DatabaseProvider provider, DirectoryInfo folder) => provider switch
    {
        DatabaseProvider.Sqlite => $"Data Source={Path.Combine(folder.FullName, "test.db")}",
        DatabaseProvider.PostgreSql => new NpgsqlConnectionStringBuilder(Server(provider))
        {
            Database = $"cleanauth_{Guid.NewGuid():n}",
        }.ConnectionString,
        DatabaseProvider.SqlServer => new SqlConnectionStringBuilder(Server(provider))
        {
            InitialCatalog = $"cleanauth_{Guid.NewGuid():n}",
        }.ConnectionString,
        _ => throw new ArgumentOutOfRangeException(nameof(provider)),
    };

    private static void IgnoreUnlessConfigured(DatabaseProvider provider)
    {
        if (provider != DatabaseProvider.Sqlite && string.IsNullOrEmpty(Server(provider)))
        {
            Assert.Ignore($"Set {ServerVariable(provider)} to the connection string of a server to run this on {provider}.");
        }
    }

    private static string? Server(DatabaseProvider provider) =>
        Environment.GetEnvironmentVariable(ServerVariable(provider));

    private static string ServerVariable(DatabaseProvider provider) =>
        $"CLEANAUTH_TEST_{provider.ToString().ToUpperInvariant()}";
}
