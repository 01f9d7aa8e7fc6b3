using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence;

/// <summary>
/// Pooled connections that were opened while the PostgreSQL server was read-only stay read-only, as after a failover.
/// </summary>
internal sealed class ReadOnlyServerTests
{
    private TestDatabase Database { get; set; } = null!;

    [SetUp]
    public async Task CreateDatabaseAsync() => Database = await TestDatabase.CreateAsync(DatabaseProvider.PostgreSql, isOwn: true);

    [TearDown]
    public async Task DeleteDatabaseAsync()
    {
        // The database is null if the test was ignored.
        if (Database is not null)
        {
            await SetReadOnlyAsync(false);
            await Database.DisposeAsync();
        }
    }

    [Test]
    public async Task Save_WhenPooledConnectionsAreReadOnly_UsesANewOne()
    {
        await PoolReadOnlyConnectionsAsync();
        await SetReadOnlyAsync(false);

        await Database.SaveAsync(TestData.NewUser());

        Assert.That(await Database.InScopeAsync(scope => scope.Context.Users.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task Write_WhenPooledConnectionsAreReadOnly_RepeatsTheWholeTransaction()
    {
        await PoolReadOnlyConnectionsAsync();
        await SetReadOnlyAsync(false);
        int runs = 0;

        await Database.InScopeAsync(scope => scope.Context.WriteAsync(
            token =>
            {
                runs++;
                return scope.Context.Leases.ExecuteDeleteAsync(token);
            },
            default));

        Assert.That(runs, Is.EqualTo(2));
    }

    [Test]
    public async Task Save_WhenTheServerStaysReadOnly_Fails()
    {
        await PoolReadOnlyConnectionsAsync();

        Assert.That(
            () => Database.SaveAsync(TestData.NewUser()),
            Throws.TypeOf<RetryLimitExceededException>().With.InnerException.InnerException.TypeOf<PostgresException>());
    }

    // An instance that is not ready gets no requests, so the readiness check itself must close the connections.
    [Test]
    public async Task Ready_WhenTheServerWasReadOnly_IsReadyAgain()
    {
        await PoolReadOnlyConnectionsAsync();
        HealthCheckResult during = await Database.Instance.CheckDatabaseAsync();
        await SetReadOnlyAsync(false);
        Database.Instance.Clock.Advance(TimeSpan.FromSeconds(1));

        HealthCheckResult after = await Database.Instance.CheckDatabaseAsync();

        Assert.That((during.Status, during.Description), Is.EqualTo((HealthStatus.Unhealthy, "The database is read-only.")));
        Assert.That(after.Status, Is.EqualTo(HealthStatus.Healthy));
    }

    private async Task PoolReadOnlyConnectionsAsync()
    {
        await SetReadOnlyAsync(true);
        ClearPool();
        RequestScope[] scopes = [.. Enumerable.Range(0, 5).Select(_ => Database.Open())];
        foreach (RequestScope scope in scopes)
        {
            await scope.Context.Database.OpenConnectionAsync();
        }

        foreach (RequestScope scope in scopes)
        {
            await scope.Context.Database.CloseConnectionAsync();
            await scope.DisposeAsync();
        }
    }

    // A connection keeps the setting that it started with.
    private async Task SetReadOnlyAsync(bool isReadOnly)
    {
        NpgsqlConnectionStringBuilder server = new(ConnectionString()) { Database = "postgres", Pooling = false };
        string name = new NpgsqlConnectionStringBuilder(ConnectionString()).Database!;
        await using NpgsqlConnection connection = new(server.ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new($"ALTER DATABASE {name} SET default_transaction_read_only = {isReadOnly}", connection);
        await command.ExecuteNonQueryAsync();
    }

    private void ClearPool()
    {
        using NpgsqlConnection connection = new(ConnectionString());
        NpgsqlConnection.ClearPool(connection);
    }

    private string ConnectionString()
    {
        using AuthDbContext context = Database.Open().Context;
        return context.Database.GetConnectionString()!;
    }
}
