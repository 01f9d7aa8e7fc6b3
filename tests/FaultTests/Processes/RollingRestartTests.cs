using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.FaultTests.Processes;

/// <summary>A release: the instances behind a balancer are restarted one after the other while clients go on.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
// The load balancer has to notice in time that an instance has gone.
[NonParallelizable]
internal sealed class RollingRestartTests(DatabaseProvider provider)
{
    private static readonly TimeSpan BetweenRequests = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    // Longer than the balancer needs to notice.
    private static readonly (string Name, string Value) Delay = ("Limits__ShutdownDelay", "00:00:05");

    // The database is sound here, only perhaps slow with all that runs beside it.
    private static readonly (string Name, string Value) LongTimeout = ("Database__Timeout", "00:01:00");

    // One session reads and writes while others are opened all the time.
    private static readonly (string Name, string Value) Sessions = ("Tokens__MaxSessions", "10000");

    [Test]
    public async Task Requests_WhenBothInstancesAreRestarted_SucceedAfterAtMostOneRetry()
    {
        await using SharedDatabase database = SharedDatabase.Create(provider);
        using Service first = await Service.StartAsync(database, Delay, LongTimeout, Sessions);
        using Service second = await Service.StartAsync(database, Delay, LongTimeout, Sessions);
        (Account account, TokenPair tokens) = await first.Client.RegisterAndLogInAsync();
        await using LoadBalancer balancer = new(first, second);
        using CancellationTokenSource end = new();
        Task<(Answer First, Answer? Retry)[]> load = SendAsync(balancer, account, tokens, end.Token);

        int[] statuses = [await RestartAsync(first, balancer), await RestartAsync(second, balancer)];
        await end.CancelAsync();
        (Answer First, Answer? Retry)[] answers = await load;

        TestContext.Out.WriteLine($"{answers.Length} requests, {answers.Count(answer => answer.Retry is not null)} retries");
        Assert.That(statuses, Is.All.Zero);
        Assert.That(answers, Has.Length.AtLeast(200));
        Assert.That(answers.Select(answer => (answer.Retry ?? answer.First).Status), Is.All.EqualTo(200));
    }

    // Until the balancer uses it again.
    private static async Task<int> RestartAsync(Service service, LoadBalancer balancer)
    {
        service.Process.Terminate();
        int status = await service.Process.EndAsync();
        await service.RestartAsync();
        await Poll.UntilAsync(() => Task.FromResult(balancer.IsIn(service)), isIn => isIn);
        return status;
    }

    private static async Task<(Answer First, Answer? Retry)[]> SendAsync(
        LoadBalancer balancer,
        Account account,
        TokenPair tokens,
        CancellationToken end)
    {
        Func<Client, Task<Answer>>[] requests =
        [
            client => client.ReadProfileAsync(tokens),
            client => client.UpdateBioAsync(tokens, "b"),
            client => client.ReadProfileAsync(tokens),
            client => client.LogInAsync(account),
        ];
        List<Task<(Answer First, Answer? Retry)>> sent = [];
        using PeriodicTimer timer = new(BetweenRequests);
        while (!end.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            sent.Add(TryTwiceAsync(balancer, requests[sent.Count % requests.Length]));
        }

        return await Task.WhenAll(sent);
    }

    private static async Task<(Answer First, Answer? Retry)> TryTwiceAsync(LoadBalancer balancer, Func<Client, Task<Answer>> request)
    {
        Answer answer = await request(balancer.Next());
        if (answer.Status == 200)
        {
            return (answer, null);
        }

        await Task.Delay(RetryDelay);
        return (answer, await request(balancer.Next()));
    }
}
