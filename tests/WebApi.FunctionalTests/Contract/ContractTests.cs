using System.Security.Cryptography;
using CleanAuth.WebApi.FunctionalTests.Contract.Recorded;

namespace CleanAuth.WebApi.FunctionalTests.Contract;

/// <summary>
/// Replays what the original backend answered. The signature's algorithm must not matter to clients; with HS256 the test
/// shares the key, so that tokens made by hand are sent as well.
/// </summary>
[TestFixture("ES256")]
[TestFixture("HS256")]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal sealed class ContractTests(string algorithm)
{
    private static readonly Deviations Deviations = Deviations.Load();

    private readonly string? signingKey = algorithm == "HS256" ? Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)) : null;
    private CleanAuthHost host = null!;
    private Replay replay = null!;

    private static IEnumerable<TestCaseData> Scenarios =>
        Recording.Load().Scenarios.Select(scenario => new TestCaseData(scenario).SetArgDisplayNames(scenario.Id));

    [OneTimeSetUp]
    public void Start()
    {
        host = new CleanAuthHost([
            .. OriginalSpaProfile.Settings(),
            ("Tokens:Algorithm", algorithm),
            .. signingKey is null ? [] : new[] { ("Tokens:SigningKey", signingKey) },
        ]);
        replay = new Replay(host, signingKey);
    }

    [OneTimeTearDown]
    public void Stop()
    {
        replay.Dispose();
        host.Dispose();
    }

    [TestCaseSource(nameof(Scenarios))]
    public async Task Service_WhenAScenarioIsReplayed_RespondsAsRecorded(Scenario scenario)
    {
        IReadOnlyList<Outcome> outcomes = await replay.RunAsync(scenario);

        IReadOnlyList<string> problems = [.. Deviations.Problems(outcomes)];
        Report(outcomes);
        Assert.That(problems, Is.Empty, () => string.Join(Environment.NewLine, problems));
    }

    private static void Report(IReadOnlyList<Outcome> outcomes)
    {
        TestContext.Out.WriteLine($"{outcomes.Count(outcome => outcome.Skipped is null)} steps judged");
        foreach (IGrouping<string?, Outcome> skipped in outcomes.Where(outcome => outcome.Skipped is not null).GroupBy(outcome => outcome.Skipped))
        {
            TestContext.Out.WriteLine($"{skipped.Count()} skipped: {skipped.Key}");
        }
    }
}
