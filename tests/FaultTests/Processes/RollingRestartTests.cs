using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.FaultTests.Processes;

/// <summary>A release: the instances behind a load balancer restart one after the other while clients keep sending.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
// The load balancer must notice in time that an instance is not ready.
[NonParallelizable]
internal sealed class RollingRestartTests(DatabaseProvider provider)
{
    private static readonly TimeSpan BetweenRequests = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    // Longer than the load balancer needs to notice that an instance is not ready.
    private static readonly (string Name, string Value) Delay = ("Limits__ShutdownDelay", "00:00:05");

    // The database works here, but may be slow because other tests run at the same time.
    private static readonly (string Name, string Value) LongTimeout = ("Database__Timeout", "00:01:00");

    // A slow machine makes logins wait, but the service must not refuse them as too many.
    private static readonly (string Name, string Value) LongQueue = ("Passwords__MaxQueuedHashes", "1000");

    // The load opens many sessions; the limit must not end the one that reads and writes.
    private static readonly (string Name, string Value) Sessions = ("Tokens__MaxSessions", "10000");

    [Test]
    public async Task Requests_WhenBothInstancesAreRestarted_SucceedAfterAtMostOneRetry()
    {
        await using SharedDatabase database = SharedDatabase.CreateMigrated(provider);
        using Service first = await Service.StartAsync(database, Delay, LongTimeout, LongQueue, Sessions);
        using Service second = await Service.StartAsync(database, Delay, LongTimeout, LongQueue, Sessions);
        (TestAccount account, TokenPair tokens) = await first.Client.RegisterAndLogInAsync();
        await using LoadBalancer balancer = new(first, second);
        using CancellationTokenSource end = new();
        Task<(Response First, Response? Retry)[]> load = SendAsync(balancer, account, tokens, end.Token);

        int[] statuses = [await RestartAsync(first, balancer), await RestartAsync(second, balancer)];
        await end.CancelAsync();
        (Response First, Response? Retry)[] responses = await load;

        TestContext.Out.WriteLine($"{responses.Length} requests, {responses.Count(response => response.Retry is not null)} retries");
        Assert.That(statuses, Is.All.Zero);
        Assert.That(responses, Has.Length.AtLeast(200));
        Response[] final = [.. responses.Select(response => response.Retry ?? response.First)];
        Assert.That(
            final.Select(response => response.Status),
            Is.All.EqualTo(200),
            string.Join<Response>('\n', final.Where(response => response.Status != 200)));
    }

    // Returns the exit code, once the load balancer uses the instance again.
    private static async Task<int> RestartAsync(Service service, LoadBalancer balancer)
    {
        service.Process.Terminate();
        int status = await service.Process.EndAsync();
        await service.RestartAsync();
        await Poll.UntilAsync(() => Task.FromResult(balancer.IsUsed(service)), isUsed => isUsed);
        return status;
    }

    private static async Task<(Response First, Response? Retry)[]> SendAsync(
        LoadBalancer balancer,
        TestAccount account,
        TokenPair tokens,
        CancellationToken end)
    {
        Func<ApiClient, Task<Response>>[] requests =
        [
            client => client.ReadUserAsync(tokens.Access),
            client => client.UpdateBioAsync(tokens, "b"),
            client => client.ReadUserAsync(tokens.Access),
            client => client.LogInAsync(account),
        ];
        List<Task<(Response First, Response? Retry)>> sent = [];
        using PeriodicTimer timer = new(BetweenRequests);
        while (!end.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            sent.Add(TryTwiceAsync(balancer, requests[sent.Count % requests.Length]));
        }

        return await Task.WhenAll(sent);
    }

    private static async Task<(Response First, Response? Retry)> TryTwiceAsync(
        LoadBalancer balancer,
        Func<ApiClient, Task<Response>> request)
    {
        Response response = await request(balancer.Next());
        if (response.Status == 200)
        {
            return (response, null);
        }

        await Task.Delay(RetryDelay);
        return (response, await request(balancer.Next()));
    }
}
