using CleanAuth.Application.Errors;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Persistence.SqlServer;
using CleanAuth.Infrastructure.Tokens;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.SqlServer;

/// <summary>Connections to a stand-in for SQL Server that break, are refused or are cancelled.</summary>
internal sealed class SqlServerConnectionTests
{
    private readonly SqlServerStandIn server = new();

    [TearDown]
    public void StopServer() => server.Dispose();

    [Test]
    [Repeat(20)]
    public async Task Statement_WhenTheConnectionBreaks_IsRetried()
    {
        server.OnStatement = FirstTime(TdsResponse.Break);
        await using ServiceInstance instance = Start();

        await instance.InScopeAsync(scope => scope.Context.Leases.ExecuteDeleteAsync());

        Assert.That(server.Logins, Is.EqualTo(2));
    }

    [Test]
    public async Task Statement_WhenEveryConnectionBreaks_IsRetriedABoundedNumberOfTimes()
    {
        server.OnStatement = _ => TdsResponse.Break;
        await using ServiceInstance instance = Start();

        Assert.That(
            () => instance.InScopeAsync(scope => scope.Context.Leases.ExecuteDeleteAsync()),
            Throws.TypeOf<StateUnavailableException>());
        Assert.That(
            server.Logins,
            Is.InRange(2, 4),
            "SqlClient may notice a break only at the next use, which is an attempt without a login.");
    }

    // A retry would double the time that the request waits.
    [Test]
    public async Task Statement_WhenTheServerDoesNotRespond_IsNotRetried()
    {
        server.OnStatement = _ => TdsResponse.Silence;
        await using ServiceInstance instance = Start();

        Assert.That(
            () => instance.InScopeAsync(scope => scope.Context.Leases.ExecuteDeleteAsync()),
            Throws.TypeOf<SqlException>());
        Assert.That(server.Logins, Is.EqualTo(1));
    }

    [Test]
    public async Task Open_WhenTheServerDoesNotRespond_IsNotRetried()
    {
        server.OnLogin = _ => TdsResponse.Silence;
        await using ServiceInstance instance = Start();

        Assert.That(
            () => instance.InScopeAsync(scope => scope.Context.Leases.ExecuteDeleteAsync()),
            Throws.TypeOf<SqlException>());
        Assert.That(server.Logins, Is.EqualTo(1));
    }

    [Test]
    public async Task Open_WhenTheConnectionBreaksMeanwhile_IsRetried()
    {
        int logins = 0;
        server.OnLogin = _ => ++logins == 1 ? TdsResponse.Break : TdsResponse.Done;
        await using ServiceInstance instance = Start();

        await instance.InScopeAsync(scope => scope.Context.Leases.ExecuteDeleteAsync());

        Assert.That(server.Logins, Is.EqualTo(2));
    }

    [TestCase(true, 1)]
    [TestCase(false, 2)]
    public async Task Write_WhenTheConnectionBreaksAtTheCommit_IsRepeatedUnlessItSucceeded(bool succeeded, int expectedRuns)
    {
        int commits = 0;
        server.OnCommit = () => ++commits == 1 ? TdsResponse.Break : TdsResponse.Done;
        await using ServiceInstance instance = Start();
        int runs = 0;

        int result = await instance.InScopeAsync(scope => scope.Context.WriteAsync(
            _ => Task.FromResult(++runs),
            _ => Task.FromResult(succeeded),
            default));

        Assert.That(runs, Is.EqualTo(expectedRuns));
    }

    // After a failover, old connections lead to a read-only database.
    [Test]
    public async Task Write_WhenTheDatabaseIsReadOnly_IsRepeatedOnANewConnection()
    {
        server.OnStatement = FirstTime(
            TdsResponse.Error((3906, "Failed to update database \"cleanauth\" because the database is read-only.")));
        await using ServiceInstance instance = Start(new SqlConnectionStringBuilder(server.ConnectionString) { Pooling = true });

        await instance.InScopeAsync(scope => scope.Context.Leases.ExecuteDeleteAsync());

        Assert.That(server.Logins, Is.EqualTo(2));
    }

    [Test]
    public async Task Open_WhenTheServerIsBack_DoesNotRepeatAnOldFailure()
    {
        server.OnLogin = _ => TdsResponse.Error((18456, "Login failed for user 'cleanauth'."));
        await using ServiceInstance instance = Start(new SqlConnectionStringBuilder(server.ConnectionString) { Pooling = true });
        Assert.That(
            () => instance.InScopeAsync(scope => scope.Context.Leases.ExecuteDeleteAsync()),
            Throws.TypeOf<SqlException>());
        server.OnLogin = _ => TdsResponse.Done;

        await instance.InScopeAsync(scope => scope.Context.Leases.ExecuteDeleteAsync());

        Assert.That(server.Logins, Is.EqualTo(2));
    }

    [Test]
    public async Task Open_WhenThePoolIsExhausted_IsUnavailable()
    {
        await using ServiceInstance instance = Start(
            new SqlConnectionStringBuilder(server.ConnectionString) { Pooling = true, MaxPoolSize = 1 });
        await using RequestScope holder = instance.Open();
        await holder.Context.Database.OpenConnectionAsync();

        Assert.That(
            () => instance.InScopeAsync(scope => scope.Context.Leases.ExecuteDeleteAsync()),
            Throws.TypeOf<StateUnavailableException>());
    }

    [Test]
    public async Task Statement_WhenCancelled_ThrowsOperationCanceled()
    {
        using CancellationTokenSource cancellation = new();
        server.OnStatement = _ =>
        {
            cancellation.CancelAfter(TimeSpan.FromMilliseconds(100));
            return TdsResponse.Silence;
        };
        await using ServiceInstance instance = Start();

        Assert.That(
            () => instance.InScopeAsync(scope => scope.Context.Leases.ExecuteDeleteAsync(cancellation.Token)),
            Throws.InstanceOf<OperationCanceledException>());
    }

    // 258 is a connection that is not accepted in time; 1205 is a deadlock, which EF Core retries.
    [TestCase(0, 20, ExpectedResult = true)]
    [TestCase(11001, 20, ExpectedResult = true)]
    [TestCase(0, 11, ExpectedResult = false)]
    [TestCase(1205, 13, ExpectedResult = false)]
    [TestCase(-2, 11, ExpectedResult = false)]
    [TestCase(258, 20, ExpectedResult = false)]
    public bool IsBrokenConnection_WhenSqlClientThrows_DependsOnTheErrorClass(int number, byte errorClass) =>
        SqlServerErrors.IsBrokenConnection(new DbUpdateException("", DriverErrors.SqlServer(number, errorClass, "")));

    private ServiceInstance Start(SqlConnectionStringBuilder? settings = null) => new(
        DatabaseProvider.SqlServer,
        settings?.ConnectionString ?? server.ConnectionString,
        "/nowhere/keys",
        JwtAlgorithm.HS256,
        interceptor: null,
        [("Database:Timeout", "00:00:01")]);

    private static Func<string, TdsResponse> FirstTime(TdsResponse response)
    {
        int statements = 0;
        return _ => Interlocked.Increment(ref statements) == 1 ? response : TdsResponse.Done;
    }
}
