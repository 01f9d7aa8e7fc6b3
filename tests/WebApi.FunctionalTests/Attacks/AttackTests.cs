using CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

namespace CleanAuth.WebApi.FunctionalTests.Attacks;

/// <summary>
/// Every case of <c>attacks.json</c> that says something about this service, over HTTP. Directly before each one, the same
/// request with the right value has to succeed.
/// </summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal sealed class AttackTests
{
    private static readonly string[] Guessing =
    [
        "login-abuse-001", "login-abuse-003", "login-abuse-005", "login-abuse-007", "login-abuse-008", "login-abuse-011", "race-014",
    ];

    private AttackedService field = null!;

    private static IEnumerable<TestCaseData> Applicable =>
        from attack in AttackCase.All
        where !Verdicts.All.Skipped.ContainsKey(attack.Id)
        select new TestCaseData(attack).SetArgDisplayNames(attack.Id);

    [OneTimeSetUp]
    public void Start() => field = new AttackedService();

    [OneTimeTearDown]
    public void Stop() => field.Dispose();

    [TestCaseSource(nameof(Applicable))]
    public async Task Service_WhenAttacked_MeetsTheExpectationOfTheCase(AttackCase attack)
    {
        IReadOnlyList<AttackResult> shots = await RunAsync(attack);

        string[] problems = [.. Verdicts.All.ProblemsOf(attack, shots)];
        if (Verdicts.All.Pending.TryGetValue(attack.Id, out string? pending) && problems.Length > 0)
        {
            Assert.Ignore($"{pending}: {string.Join('\n', problems)}");
        }

        Assert.That(problems, Is.Empty, () => $"{attack}\n{string.Join('\n', problems)}");
        Assert.That(Verdicts.All.Pending, Does.Not.ContainKey(attack.Id));
    }

    private Task<IReadOnlyList<AttackResult>> RunAsync(AttackCase attack) => (attack.Category, attack.Type) switch
    {
        (_, "jwt") => TokenAttack.ForgeAsync(field, attack),
        (_, "mutate-token") => TokenAttack.MutateAsync(field, attack),
        (_, "raw") => RawAttack.RunAsync(field, attack),
        ("authz-session", _) or ("jwt-signature", "sequence") => SessionAttack.RunAsync(field, attack),
        _ when Guessing.Contains(attack.Id) => GuessingAttack.RunAsync(attack),
        ("login-abuse", _) => LoginAttack.RunAsync(field, attack),
        ("leak-log", _) => LeakAttack.RunAsync(attack),
        ("race", _) => RaceAttack.RunAsync(attack),
        ("json-body", _) => BodyAttack.RunAsync(field, attack),
        ("http-abuse", _) => AbuseAttack.RunAsync(field, attack),
        ("csrf", _) => CsrfAttack.RunAsync(attack),
        ("cors", _) => CorsAttack.RunAsync(field, attack),
        ("identity-unicode", _) => IdentityAttack.RunAsync(field, attack),
        ("mass-assignment", _) => MassAssignmentAttack.RunAsync(attack),
        (_, "http") => HttpAttack.RunAsync(field, attack),
        _ => throw new NotSupportedException($"Nobody knows how to run {attack}."),
    };
}
