using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.WebApi.FunctionalTests.SigningKeys;

/// <summary>An instance starts on the same database with another issuer, audience, algorithm or secret.</summary>
[TestFixtureSource(typeof(ServiceStorage), nameof(ServiceStorage.Providers))]
internal sealed class ChangedSettingsTests(DatabaseProvider provider)
{
    private const string NewIssuer = "https://id.example.com";
    private static readonly string Secret = TestData.NewSecret();
    private static readonly string OtherSecret = TestData.NewSecret();
    private static readonly (string Name, string Value)[] Shared = [("Tokens:Algorithm", "HS256"), ("Tokens:SigningKey", Secret)];
    private static readonly (string Name, string Value)[] Elliptic = [("Tokens:Algorithm", "ES256")];

    [TestCaseSource(nameof(Changes))]
    public async Task Start_WhenTheTokenSettingsHaveChanged_WarnsThatAllUsersMustLogInAgain(Change change)
    {
        using CleanAuthHost host = new(provider, change.Before);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        using CleanAuthHost changed = host.StartBeside(change.After);
        using Api changedApi = new(changed.Connect());

        Assert.That((await changedApi.GetProfileAsync(session.Access)).Status, Is.EqualTo(401));
        Assert.That((await changedApi.RefreshAsync(session.Refresh)).Status, Is.EqualTo(401));
        Assert.That(
            changed.Logs.Lines,
            Has.One.Contains("TokenSettingsChangeDetector[4011]").And.Contains(change.Words).And.StartsWith("Warning"));
        Assert.That(changed.Logs.Lines, Has.None.Contains(Secret).And.None.Contains(OtherSecret));
    }

    [TestCaseSource(nameof(Changes))]
    public async Task Start_WhenTheFormerSettingsAreListed_LogsNoUserOut(Change change)
    {
        using CleanAuthHost host = new(provider, change.Before);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        using CleanAuthHost changed = host.StartBeside([.. change.After, .. change.Former, Until(host, TimeSpan.FromDays(1))]);
        using Api changedApi = new(changed.Connect());
        ApiResponse profile = await changedApi.GetProfileAsync(session.Access);
        ClientTokens refreshed = await changedApi.RefreshSessionAsync(session);
        ClientTokens next = await changedApi.RefreshSessionAsync(refreshed);

        Assert.That(profile.Status, Is.EqualTo(200), profile.ToString());
        Assert.That((await changedApi.GetProfileAsync(next.Access)).Status, Is.EqualTo(200));
        Assert.That((next.Id, (string?)ClientTokens.HeaderOf(next.Access)["alg"]), Is.EqualTo((session.Id, change.Algorithm)));
        Assert.That(
            changed.Logs.Lines,
            Has.One.Contains("TokenSettingsChangeDetector[4012]").And.None.Contains("TokenSettingsChangeDetector[4011]"));
    }

    [TestCaseSource(nameof(Changes))]
    public async Task Start_WhenTheFormerSettingsHaveExpired_IgnoresThemAndLogsThat(Change change)
    {
        using CleanAuthHost host = new(provider, change.Before);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        using CleanAuthHost changed = host.StartBeside([.. change.After, .. change.Former, Until(host, TimeSpan.Zero)]);
        using Api changedApi = new(changed.Connect());

        Assert.That((await changedApi.GetProfileAsync(session.Access)).Status, Is.EqualTo(401));
        Assert.That(changed.Logs.Lines, Has.One.Contains("TokenSettingsChangeDetector[4013] Tokens:Former:0 expired at "));
        Assert.That(changed.Logs.Lines, Has.One.Contains("TokenSettingsChangeDetector[4011]"));
    }

    [Test]
    public async Task FormerToken_WhenItsSettingsExpireWhileRunning_IsRefused()
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        using CleanAuthHost changed = host.StartBeside(
            ("Tokens:Issuer", NewIssuer),
            ("Tokens:Former:0:Issuer", CleanAuthHost.Issuer),
            ("Tokens:Former:0:Algorithm", "ES256"),
            Until(host, TimeSpan.FromMinutes(1)));
        using Api changedApi = new(changed.Connect());
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        ApiResponse response = await changedApi.GetProfileAsync(session.Access);

        Assert.That(response.Status, Is.EqualTo(401), response.ToString());
    }

    [Test]
    public void Start_WhenNothingHasChanged_LogsNothing()
    {
        using CleanAuthHost host = new(provider);
        using HttpClient client = host.Connect();
        using CleanAuthHost again = host.StartBeside();
        using HttpClient againClient = again.Connect();

        string[] lines = [.. host.Logs.Lines, .. again.Logs.Lines];

        Assert.That(lines, Is.Not.Empty.And.None.Contains("TokenSettingsCheck"));
    }

    [Test]
    public void Start_WhenTheChangeWasReportedOnce_LogsNothingMore()
    {
        using CleanAuthHost host = new(provider);
        using HttpClient client = host.Connect();
        using CleanAuthHost changed = host.StartBeside(("Tokens:Issuer", NewIssuer));
        using HttpClient changedClient = changed.Connect();
        using CleanAuthHost again = host.StartBeside(("Tokens:Issuer", NewIssuer));
        using HttpClient againClient = again.Connect();

        string[] lines = [.. again.Logs.Lines];

        Assert.That(lines, Is.Not.Empty.And.None.Contains("TokenSettingsCheck"));
    }

    // While ES256 is a former algorithm, its keys stay published: other services still receive tokens of them.
    [Test]
    public async Task KeySet_WhenEs256IsFormer_KeepsItsKeys()
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        using CleanAuthHost changed = host.StartBeside(
            [.. Shared, ("Tokens:Former:0:Algorithm", "ES256"), Until(host, TimeSpan.FromDays(1))]);
        using Api changedApi = new(changed.Connect());

        ApiResponse response = await changedApi.SendAsync(HttpMethod.Get, "/.well-known/jwks.json");

        Assert.That(
            (string?)response.Json["keys"]!.AsArray().Single()!["kid"],
            Is.EqualTo((string?)ClientTokens.HeaderOf(session.Access)["kid"]));
    }

    private static IEnumerable<Change> Changes()
    {
        yield return new(
            "issuer", "ES256", "Tokens:Issuer was https://accounts.example.com and is https://id.example.com", [], [("Tokens:Issuer", NewIssuer)],
            [("Tokens:Former:0:Issuer", CleanAuthHost.Issuer), ("Tokens:Former:0:Algorithm", "ES256")]);
        yield return new(
            "audience", "ES256", "Tokens:Audience was cleanauth and is accounts", [], [("Tokens:Audience", "accounts")],
            [("Tokens:Former:0:Audience", "cleanauth"), ("Tokens:Former:0:Algorithm", "ES256")]);
        yield return new(
            "secret", "HS256", "Tokens:SigningKey has changed", Shared, [("Tokens:Algorithm", "HS256"), ("Tokens:SigningKey", OtherSecret)],
            [("Tokens:Former:0:Algorithm", "HS256"), ("Tokens:Former:0:SigningKey", Secret)]);
        yield return new(
            "algorithm to ES256", "ES256", "Tokens:Algorithm was HS256 and is ES256", Shared, Elliptic,
            [("Tokens:Former:0:Algorithm", "HS256"), ("Tokens:Former:0:SigningKey", Secret)]);
        yield return new(
            "algorithm to HS256", "HS256", "Tokens:Algorithm was ES256 and is HS256", Elliptic, Shared,
            [("Tokens:Former:0:Algorithm", "ES256")]);
    }

    private static (string Name, string Value) Until(CleanAuthHost host, TimeSpan after) =>
        ("Tokens:Former:0:Until", (host.Clock.GetUtcNow() + after).ToString("O"));

    public sealed record Change(
        string Name,
        string Algorithm,
        string Words,
        (string Name, string Value)[] Before,
        (string Name, string Value)[] After,
        (string Name, string Value)[] Former)
    {
        public override string ToString() => Name;
    }
}
