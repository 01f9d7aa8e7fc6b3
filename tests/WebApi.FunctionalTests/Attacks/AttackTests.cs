using CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

namespace CleanAuth.WebApi.FunctionalTests.Attacks;

/// <summary>
/// Every case of <c>attacks.json</c> that applies to this service, over HTTP. Directly before each one, the same request with the
/// correct value must succeed.
/// </summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal sealed class AttackTests
{
    private static readonly string[] Guessing =
    [
        "login-abuse-001", "login-abuse-003", "login-abuse-005", "login-abuse-007", "login-abuse-008", "login-abuse-011", "race-014",
    ];

    private AttackedService service = null!;

    private static IEnumerable<TestCaseData> Applicable =>
        from attack in AttackCase.All
        where !Verdicts.All.Skipped.ContainsKey(attack.Id)
        select new TestCaseData(attack).SetArgDisplayNames(attack.Id);

    [OneTimeSetUp]
    public void Start() => service = new AttackedService();

    [OneTimeTearDown]
    public void Stop() => service.Dispose();

    [TestCaseSource(nameof(Applicable))]
    public async Task Service_WhenAttacked_MeetsTheExpectationOfTheCase(AttackCase attack)
    {
        IReadOnlyList<AttackResult> results = await RunAsync(attack);

        string[] problems = [.. Verdicts.All.ProblemsOf(attack, results)];
        if (Verdicts.All.Pending.TryGetValue(attack.Id, out string? pending) && problems.Length > 0)
        {
            Assert.Ignore($"{pending}: {string.Join('\n', problems)}");
        }

        Assert.That(problems, Is.Empty, () => $"{attack}\n{string.Join('\n', problems)}");
        Assert.That(Verdicts.All.Pending, Does.Not.ContainKey(attack.Id));
    }

    private Task<IReadOnlyList<AttackResult>> RunAsync(AttackCase attack) => (attack.Category, attack.Type) switch
    {
        (_, "jwt") => TokenAttack.ForgeAsync(service, attack),
        (_, "mutate-token") => TokenAttack.MutateAsync(service, attack),
        (_, "raw") => RawAttack.RunAsync(service, attack),
        ("authz-session", _) or ("jwt-signature", "sequence") => SessionAttack.RunAsync(service, attack),
        _ when Guessing.Contains(attack.Id) => GuessingAttack.RunAsync(attack),
        ("login-abuse", _) => LoginAttack.RunAsync(service, attack),
        ("leak-log", _) => LeakAttack.RunAsync(attack),
        ("race", _) => RaceAttack.RunAsync(attack),
        ("json-body", _) => BodyAttack.RunAsync(service, attack),
        ("http-abuse", _) => AbuseAttack.RunAsync(service, attack),
        ("csrf", _) => CsrfAttack.RunAsync(attack),
        ("cors", _) => CorsAttack.RunAsync(service, attack),
        ("identity-unicode", _) => IdentityAttack.RunAsync(service, attack),
        ("mass-assignment", _) => MassAssignmentAttack.RunAsync(attack),
        (_, "http") => HttpAttack.RunAsync(service, attack),
        _ => throw new NotSupportedException($"No code runs {attack}."),
    };
}
