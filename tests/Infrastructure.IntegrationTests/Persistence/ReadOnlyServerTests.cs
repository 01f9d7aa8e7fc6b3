using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence;

/// <summary>
/// Pooled connections to a PostgreSQL server that was read-only when they were opened, and stay so, as after a failover.
/// </summary>
internal sealed class ReadOnlyServerTests
{
    private TestDatabase Database { get; set; } = null!;

    [SetUp]
    public async Task CreateDatabaseAsync() => Database = await TestDatabase.CreateAsync(DatabaseProvider.PostgreSql);

    [TearDown]
    public async Task DeleteDatabaseAsync()
    {
        // None was made where the test was ignored.
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

    // No request is sent to an instance that is not ready, so readiness itself gets rid of the connections.
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

    // A session keeps what the setting was when it began.
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
