using System.Diagnostics;
using System.Globalization;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.RaceTests;

/// <summary>
/// The proof of docs/refresh-protocol.md: many presenters of one refresh token at several processes of the service that
/// share one database, while processes are killed, replies are lost and sessions are ended.
/// </summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
[TestFixture(DatabaseProvider.SqlServer)]
internal sealed class RefreshRaceTests(DatabaseProvider provider)
{
    // A process takes a while to start again; the others carry on.
    private const int RoundsPerKill = 8;

    // The service refuses more changes of the password of one account.
    private const int PasswordChangesPerHour = 5;

    private SharedDatabase database = null!;
    private Cluster cluster = null!;
    private Api api = null!;

    private static int Rounds => RaceSettings.Rounds;

    private static int Presenters => RaceSettings.Presenters;

    private static Random Random => TestContext.CurrentContext.Random;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = SharedDatabase.Create(provider);
        cluster = await Cluster.StartAsync(database, RaceSettings.Processes);
        api = new Api(cluster);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        api?.Dispose();
        cluster?.Dispose();
        if (database is not null)
        {
            await database.DisposeAsync();
        }
    }

    [Test]
    public async Task Refresh_WhenPresentedByManyAtOnce_HasOneSuccessor()
    {
        RaceResult figures = await RaceOneSessionAsync((round, tokens) => new Round(api, round, tokens));

        AssertSound(figures);
        Assert.That(figures.Successors, Is.EqualTo(figures.Rounds));
        Assert.That(figures.ConnectionErrors, Is.Zero);
    }

    [Test]
    public async Task Refresh_WhenResponsesAreLost_ReturnsTheSuccessorToARetry()
    {
        RaceResult figures = await RaceOneSessionAsync((history, tokens) => new Round(api, history, tokens)
        {
            DisconnectingPresenters = Random.Next(Presenters / 2, Presenters + 1),
        });

        AssertSound(figures);
        Assert.That(figures.Disconnected, Is.GreaterThanOrEqualTo(Rounds * Presenters / 2));
    }

    [Test]
    public async Task Refresh_WhenAProcessIsKilled_LosesNoConfirmedChange()
    {
        Task restarted = Task.CompletedTask;
        int rounds = 0;
        RaceResult figures = await RaceOneSessionAsync((history, tokens) => new Round(api, history, tokens)
        {
            InterruptionAfter = Random.Next(Presenters),
            Interruption = async () =>
            {
                if (rounds++ % RoundsPerKill == 0)
                {
                    await restarted;
                    restarted = cluster.KillAndRestartAsync(Random.Next(cluster.Size));
                }
            },
        });
        await restarted;

        AssertSound(figures);
    }

    [Test]
    public async Task Refresh_WhenLoggedOutMeanwhile_LeavesNoUsableToken()
    {
        RaceResult figures = await RaceEndedSessionsAsync((_, tokens, process) => api.LogOutAsync(process, tokens));

        AssertSound(figures);
        Assert.That(figures.Revocations, Is.EqualTo(Rounds));
    }

    [Test]
    public async Task Refresh_WhenAllSessionsAreEndedMeanwhile_LeavesNoUsableToken()
    {
        RaceResult figures = await RaceEndedSessionsAsync((_, tokens, process) => api.EndAllSessionsAsync(process, tokens));

        AssertSound(figures);
        Assert.That(figures.Revocations, Is.EqualTo(Rounds));
    }

    [Test]
    public async Task Refresh_WhenThePasswordIsChangedMeanwhile_LeavesNoUsableToken()
    {
        RaceResult figures = await RaceEndedSessionsAsync(
            (account, tokens, process) => api.ChangePasswordAsync(process, tokens, account.Password));

        AssertSound(figures);
        Assert.That(figures.Revocations, Is.EqualTo(Rounds));
    }

    [Test]
    public async Task LogOut_WhenHandledByOneProcess_TakesEffectInAnotherWithinASecond()
    {
        Account account = await api.RegisterAsync();
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
        TokenPair tokens = await api.OpenSessionAsync(await api.RegisterAsync(), 0);
        History history = new();
        for (int round = 0; round < Rounds; round++)
        {
            tokens = await prepare(history, tokens).RunAsync(Presenters);
        }

        // The responses of the last round must be stored too.
        await new Round(api, history, tokens).RunAsync(1);
        return await JudgeAsync(history, Rounds + 1, branches);
    }

    /// <summary>Each round opens a session that is ended while its token is presented.</summary>
    private async Task<RaceResult> RaceEndedSessionsAsync(Func<Account, TokenPair, int, Task<Reply>> end)
    {
        long branches = await database.CountBranchesAsync();
        Account account = null!;
        History history = new();
        RevocationCheck inspection = new(api, history);
        for (int round = 0; round < Rounds; round++)
        {
            if (round % PasswordChangesPerHour == 0)
            {
                account = await api.RegisterAsync();
            }

            TokenPair opened = await api.OpenSessionAsync(account, round % cluster.Size);
            Revocation? revocation = null;
            await new Round(api, history, opened)
            {
                InterruptionAfter = Random.Next(Presenters),
                Interruption = async () => revocation = await EndAsync(history, opened, process => end(account, opened, process)),
            }.RunAsync(Presenters);
            inspection.Add(revocation!, [opened, .. history.AnswersTo(opened)]);
            await inspection.CheckDueAsync();
        }

        await inspection.CheckRemainingAsync();
        return await JudgeAsync(history, Rounds, branches);
    }

    private async Task<Revocation> EndAsync(History history, TokenPair tokens, Func<int, Task<Reply>> end)
    {
        long sentAt = Stopwatch.GetTimestamp();
        history.Add(new Revocation(tokens.SessionId, sentAt, long.MaxValue));
        Reply reply = await end(Random.Next(cluster.Size));
        Assert.That(reply.IsSuccess, Is.True, $"{reply}");
        Revocation revocation = new(tokens.SessionId, sentAt, Stopwatch.GetTimestamp());
        history.Add(revocation);
        return revocation;
    }

    private async Task<TimeSpan> TimeLogoutAsync(Account account, int here, int there)
    {
        TokenPair tokens = await api.OpenSessionAsync(account, here);
        Assert.That((await api.ReadUserAsync(there, tokens.Access)).Status, Is.EqualTo(200));
        Assert.That((await api.LogOutAsync(here, tokens)).Status, Is.EqualTo(204));
        long answeredAt = Stopwatch.GetTimestamp();
        while ((await api.ReadUserAsync(there, tokens.Access)).IsSuccess)
        {
            // It asks again at once.
        }

        return Stopwatch.GetElapsedTime(answeredAt);
    }

    private async Task<RaceResult> JudgeAsync(History history, int rounds, long branchesBefore)
    {
        RaceResult figures = history.Judge(rounds, await database.CountBranchesAsync() - branchesBefore);
        Report($"{figures}");
        return figures;
    }

    private void Report(string summary) =>
        TestContext.Progress.WriteLine($"{provider}, {cluster.Size} processes, {TestContext.CurrentContext.Test.MethodName}: {summary}");

    private void AssertSound(RaceResult figures)
    {
        using IDisposable scope = Assert.EnterMultipleScope();
        Assert.That(figures.Forks, Is.Zero, "forks");
        Assert.That(figures.Branches, Is.Zero, "branches");
        Assert.That(figures.FalseLogouts, Is.Zero, () => $"false sign-outs; {cluster.Output}");
        Assert.That(figures.AcceptedAfterRevocation, Is.Zero, "alive after revocation");
    }
}
