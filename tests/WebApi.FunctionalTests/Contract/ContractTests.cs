using System.Security.Cryptography;
using CleanAuth.WebApi.FunctionalTests.Contract.Recorded;

namespace CleanAuth.WebApi.FunctionalTests.Contract;

/// <summary>
/// Replays the recorded requests and compares the responses with those of the original backend. Clients must not depend on the
/// algorithm of the signature; with HS256 the test shares the key and sends tokens of its own too.
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
        IReadOnlyList<StepResult> results = await replay.RunAsync(scenario);

        IReadOnlyList<string> problems = [.. Deviations.Problems(results)];
        Report(results);
        Assert.That(problems, Is.Empty, () => string.Join(Environment.NewLine, problems));
    }

    private static void Report(IReadOnlyList<StepResult> results)
    {
        TestContext.Out.WriteLine($"{results.Count(result => result.Skipped is null)} steps compared");
        IEnumerable<StepResult> notCompared = results.Where(result => result.Skipped is not null);
        foreach (IGrouping<string?, StepResult> skipped in notCompared.GroupBy(result => result.Skipped))
        {
            TestContext.Out.WriteLine($"{skipped.Count()} skipped: {skipped.Key}");
        }
    }
}
