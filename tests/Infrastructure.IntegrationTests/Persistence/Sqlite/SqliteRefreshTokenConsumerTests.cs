using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Sqlite;

/// <summary>The queue of refreshes behind a writer that does not finish.</summary>
internal sealed class SqliteRefreshTokenConsumerTests
{
    // The consumer needs three batches for them.
    private const int Count = 300;

    private readonly User ada = TestData.NewUser();
    private readonly Session session;

    public SqliteRefreshTokenConsumerTests() => session = TestData.NewSession(ada);

    [Test]
    public async Task TryConsume_WhenTheCallerCancels_LeavesTheQueue()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync();
        RefreshToken token = await SaveAsync(database);
        SemaphoreSlim writeQueue = await WriteQueueOfAsync(database.Instance);
        using CancellationTokenSource cancellation = new();
        await writeQueue.WaitAsync();
        Task<bool> consuming = ConsumeAsync(database.Instance, token, cancellation.Token);

        await cancellation.CancelAsync();

        Assert.CatchAsync<OperationCanceledException>(() => consuming);
        writeQueue.Release();
        Assert.That(await ConsumeAsync(database.Instance, token), Is.True);
    }

    [Test]
    public async Task TryConsume_WhenTheWriterDoesNotFinish_FailsForTheWholeQueueAtOnce()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync();
        RefreshToken token = await SaveAsync(database);
        ServiceInstance instance = database.StartInstance(settings: ("Database:Timeout", "00:00:01"));
        SemaphoreSlim writeQueue = await WriteQueueOfAsync(instance);
        await writeQueue.WaitAsync();
        Task<bool>[] consuming = [.. Enumerable.Range(0, Count).Select(_ => ConsumeAsync(instance, token))];

        await Task.WhenAny(consuming);

        writeQueue.Release();
        Assert.That(await FailuresAsync(consuming), Is.All.TypeOf<StateUnavailableException>().And.Exactly(Count).Items);
    }

    [Test]
    public async Task TryConsume_WhenAnotherProcessHoldsTheLock_FailsForTheWholeQueueAtOnce()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync();
        RefreshToken token = await SaveAsync(database);
        ServiceInstance instance = database.StartInstance(settings: ("Database:Timeout", "00:00:01"));
        await using SqliteConnection other = new(await ConnectionStringOfAsync(database.Instance));
        await other.OpenAsync();
        SqliteTransaction held = other.BeginTransaction();
        Task<bool>[] consuming = [.. Enumerable.Range(0, Count).Select(_ => ConsumeAsync(instance, token))];

        await Task.WhenAny(consuming);

        await held.DisposeAsync();
        Assert.That(await FailuresAsync(consuming), Is.All.TypeOf<SqliteException>().And.Exactly(Count).Items);
        Assert.That(await ConsumeAsync(instance, token), Is.True);
    }

    private static async Task<IReadOnlyList<Exception>> FailuresAsync(IEnumerable<Task<bool>> tasks)
    {
        List<Exception> failures = [];
        foreach (Task<bool> task in tasks)
        {
            try
            {
                await task;
            }
            catch (Exception exception)
            {
                failures.Add(exception);
            }
        }

        return failures;
    }

    private static Task<string> ConnectionStringOfAsync(ServiceInstance instance) =>
        instance.InScopeAsync(scope => Task.FromResult(scope.Context.Database.GetConnectionString()!));

    private static async Task<SemaphoreSlim> WriteQueueOfAsync(ServiceInstance instance) =>
        SqliteAuthDbContext.WriteGateOf(await ConnectionStringOfAsync(instance));

    private Task<bool> ConsumeAsync(ServiceInstance instance, RefreshToken token, CancellationToken cancellationToken = default) =>
        instance.InScopeAsync(
            scope => scope.Sessions.TryConsumeAsync(token, TestData.NewToken(session), TestData.Now.AddMinutes(1), cancellationToken));

    private async Task<RefreshToken> SaveAsync(TestDatabase database)
    {
        RefreshToken token = TestData.NewToken(session);
        await database.SaveAsync(ada, session, token);
        return token;
    }
}
