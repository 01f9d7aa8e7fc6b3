using System.Diagnostics;
using System.Globalization;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.RaceTests;

/// <summary>
/// Checks docs/refresh-protocol.md: many clients present one refresh token to several processes of the service that share one
/// database, while processes are killed, responses are lost and sessions are ended.
/// </summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
[TestFixture(DatabaseProvider.SqlServer)]
internal sealed class RefreshRaceTests(DatabaseProvider provider)
{
    // A process takes a while to restart; the others continue.
    private const int RoundsPerKill = 8;

    // The service refuses more password changes of one account.
    private const int PasswordChangesPerHour = 5;

    private SharedDatabase database = null!;
    private Cluster cluster = null!;
    private ClusterClients clients = null!;

    private static int Rounds => RaceSettings.Rounds;

    private static int Presenters => RaceSettings.Presenters;

    private static Random Random => TestContext.CurrentContext.Random;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = SharedDatabase.Create(provider);
        cluster = await Cluster.StartAsync(database, RaceSettings.Processes);
        clients = new ClusterClients(cluster);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        clients?.Dispose();
        cluster?.Dispose();
        if (database is not null)
        {
            await database.DisposeAsync();
        }
    }

    [Test]
    public async Task Refresh_WhenPresentedByManyAtOnce_HasOneSuccessor()
    {
        RaceResult result = await RaceOneSessionAsync((history, tokens) => new Round(clients, history, tokens));

        AssertNoViolation(result);
        Assert.That(result.Successors, Is.EqualTo(result.Rounds));
        Assert.That(result.ConnectionErrors, Is.Zero);
    }

    [Test]
    public async Task Refresh_WhenResponsesAreLost_ReturnsTheSuccessorToARetry()
    {
        RaceResult result = await RaceOneSessionAsync((history, tokens) => new Round(clients, history, tokens)
        {
            DisconnectingPresenters = Random.Next(Presenters / 2, Presenters + 1),
        });

        AssertNoViolation(result);
        Assert.That(result.Disconnected, Is.GreaterThanOrEqualTo(Rounds * Presenters / 2));
    }

    [Test]
    public async Task Refresh_WhenAProcessIsKilled_LosesNoConfirmedChange()
    {
        Task restarted = Task.CompletedTask;
        int rounds = 0;
        RaceResult result = await RaceOneSessionAsync((history, tokens) => new Round(clients, history, tokens)
        {
            EventAfterResponses = Random.Next(Presenters),
            Event = async () =>
            {
                if (rounds++ % RoundsPerKill == 0)
                {
                    await restarted;
                    restarted = cluster.KillAndRestartAsync(Random.Next(cluster.Size));
                }
            },
        });
        await restarted;

        AssertNoViolation(result);
    }

    [Test]
    public async Task Refresh_WhenLoggedOutMeanwhile_LeavesNoUsableToken()
    {
        RaceResult result = await RaceEndedSessionsAsync((_, tokens, process) => clients.At(process).LogOutAsync(tokens));

        AssertNoViolation(result);
        Assert.That(result.Revocations, Is.EqualTo(Rounds));
    }

    [Test]
    public async Task Refresh_WhenAllSessionsAreEndedMeanwhile_LeavesNoUsableToken()
    {
        RaceResult result = await RaceEndedSessionsAsync((_, tokens, process) => clients.At(process).EndAllSessionsAsync(tokens));

        AssertNoViolation(result);
        Assert.That(result.Revocations, Is.EqualTo(Rounds));
    }

    [Test]
    public async Task Refresh_WhenThePasswordIsChangedMeanwhile_LeavesNoUsableToken()
    {
        RaceResult result = await RaceEndedSessionsAsync(
            (account, tokens, process) => clients.At(process).ChangePasswordAsync(tokens, account.Password));

        AssertNoViolation(result);
        Assert.That(result.Revocations, Is.EqualTo(Rounds));
    }

    [Test]
    public async Task LogOut_WhenHandledByOneProcess_TakesEffectInAnotherWithinASecond()
    {
        TestAccount account = await clients.At(0).RegisterAsync();
        List<TimeSpan> delays = [];
        for (int attempt = 0; attempt < RaceSettings.Logouts; attempt++)
        {
            delays.Add(await TimeLogoutAsync(account, attempt % cluster.Size, (attempt + 1) % cluster.Size));
        }

        Percentiles percentiles = new(delays);
        Report(string.Create(
            CultureInfo.InvariantCulture,
            $"{delays.Count} logouts, to the first 401 elsewhere p50 {percentiles.At(0.5):0} ms, " +
            $"p99 {percentiles.At(0.99):0} ms, p99.9 {percentiles.At(0.999):0} ms"));
        Assert.That(percentiles.At(0.999), Is.LessThan(1000));
    }

    /// <summary>Each round presents the newest token of one session.</summary>
    private async Task<RaceResult> RaceOneSessionAsync(Func<History, TokenPair, Round> prepare)
    {
        long branches = await database.CountBranchesAsync();
        TokenPair tokens = await clients.At(0).OpenSessionAsync(await clients.At(0).RegisterAsync());
        History history = new();
        for (int round = 0; round < Rounds; round++)
        {
            tokens = await prepare(history, tokens).RunAsync(Presenters);
        }

        // The responses of the last round must be stored too.
        await new Round(clients, history, tokens).RunAsync(1);
        return await SummarizeAsync(history, Rounds + 1, branches);
    }

    /// <summary>Each round opens a session that is ended while its token is presented.</summary>
    private async Task<RaceResult> RaceEndedSessionsAsync(Func<TestAccount, TokenPair, int, Task<Response>> end)
    {
        long branches = await database.CountBranchesAsync();
        TestAccount account = null!;
        History history = new();
        RevocationCheck check = new(clients, history);
        for (int round = 0; round < Rounds; round++)
        {
            if (round % PasswordChangesPerHour == 0)
            {
                account = await clients.At(0).RegisterAsync();
            }

            TokenPair opened = await clients.At(round % cluster.Size).OpenSessionAsync(account);
            Revocation? revocation = null;
            await new Round(clients, history, opened)
            {
                EventAfterResponses = Random.Next(Presenters),
                Event = async () => revocation = await EndAsync(history, opened, process => end(account, opened, process)),
            }.RunAsync(Presenters);
            check.Add(revocation!, [opened, .. history.SuccessorsOf(opened)]);
            await check.CheckDueAsync();
        }

        await check.CheckRemainingAsync();
        return await SummarizeAsync(history, Rounds, branches);
    }

    private async Task<Revocation> EndAsync(History history, TokenPair tokens, Func<int, Task<Response>> end)
    {
        long sentAt = Stopwatch.GetTimestamp();
        history.Add(new Revocation(tokens.SessionId, sentAt, long.MaxValue));
        Response response = await end(Random.Next(cluster.Size));
        Assert.That(response.IsSuccess, Is.True, $"{response}");
        Revocation revocation = new(tokens.SessionId, sentAt, Stopwatch.GetTimestamp());
        history.Add(revocation);
        return revocation;
    }

    private async Task<TimeSpan> TimeLogoutAsync(TestAccount account, int here, int there)
    {
        TokenPair tokens = await clients.At(here).OpenSessionAsync(account);
        Assert.That((await clients.At(there).ReadUserAsync(tokens.Access)).Status, Is.EqualTo(200));
        Assert.That((await clients.At(here).LogOutAsync(tokens)).Status, Is.EqualTo(204));
        long confirmedAt = Stopwatch.GetTimestamp();
        while ((await clients.At(there).ReadUserAsync(tokens.Access)).IsSuccess)
        {
            // Ask again at once.
        }

        return Stopwatch.GetElapsedTime(confirmedAt);
    }

    private async Task<RaceResult> SummarizeAsync(History history, int rounds, long branchesBefore)
    {
        RaceResult result = history.Summarize(rounds, await database.CountBranchesAsync() - branchesBefore);
        Report($"{result}");
        return result;
    }

    private void Report(string summary) =>
        TestContext.Progress.WriteLine($"{provider}, {cluster.Size} processes, {TestContext.CurrentContext.Test.MethodName}: {summary}");

    private void AssertNoViolation(RaceResult result)
    {
        using IDisposable scope = Assert.EnterMultipleScope();
        Assert.That(result.Forks, Is.Zero, "forks");
        Assert.That(result.Branches, Is.Zero, "branches");
        Assert.That(result.FalseLogouts, Is.Zero, () => $"false logouts; {cluster.Output}");
        Assert.That(result.AcceptedAfterRevocation, Is.Zero, "accepted after revocation");
    }
}
