using System.Text.Json.Nodes;

namespace CleanAuth.WebApi.FunctionalTests.Auditing;

internal sealed class SecurityEventsTests
{
    private const int PageSize = 50;
    private const string NewPassword = "tide pool lantern orbit";
    private const string WrongPassword = "gravel comet harbor sleeve";
    private static readonly string[] Opened = ["logged_in", "registered"];

    [Test]
    public async Task ListSecurityEvents_WhenJustRegistered_HasTimeNetworkAndSession()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        ClientTokens session = await api.OpenSessionAsync();

        ApiResponse response = await api.ListSecurityEventsAsync(session.Access);

        JsonArray events = response.Json["events"]!.AsArray();
        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That(events.Select(item => (string?)item!["kind"]), Is.EqualTo(Opened));
        Assert.That(events.Select(item => (string?)item!["session_id"]), Is.EqualTo(new[] { session.Id, null }));
        Assert.That(events.Select(item => (string?)item!["network"]), Is.All.EqualTo("127.0.0.1").Or.EqualTo("::1"));
        Assert.That((DateTimeOffset)events[0]!["at"]!, Is.EqualTo(host.Clock.GetUtcNow()));
        Assert.That((DateTimeOffset)events[1]!["at"]!, Is.EqualTo(host.Clock.GetUtcNow().AddMinutes(-1)));
        Assert.That(response.Json.AsObject().ContainsKey("next"), Is.True);
        Assert.That(response.Json["next"], Is.Null);
    }

    [Test]
    public async Task ListSecurityEvents_WhenALoginFailed_ShowsItToItsOwnerOnly()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens foreign = await api.RegisterAndLogInAsync(email: "eve@example.com", username: "eve");

        await api.LogInAsync(password: WrongPassword);
        await api.LogInAsync(email: "nobody@example.com");

        await AssertKindsAsync(api, session, ["login_failed", .. Opened]);
        await AssertKindsAsync(api, foreign, Opened);
    }

    [Test]
    public async Task ListSecurityEvents_WhenARefreshWasRepeated_HasOneEventForTheRepetition()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.RefreshAsync(session.Refresh);

        await api.RefreshAsync(session.Refresh);

        await AssertKindsAsync(api, session, ["refresh_repeated", .. Opened]);
    }

    [Test]
    public async Task ListSecurityEvents_WhenATokenWasReused_HasItsEvent()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens stolen = await api.OpenSessionAsync();
        await api.RefreshAsync(stolen.Refresh);
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        await api.RefreshAsync(stolen.Refresh);

        JsonArray events = await AssertKindsAsync(api, session, ["reuse_detected", "logged_in", .. Opened]);
        Assert.That((string?)events[0]!["session_id"], Is.EqualTo(stolen.Id));
    }

    [Test]
    public async Task ListSecurityEvents_WhenSessionsEnded_HasSessionAndReason()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens loggedOut = await api.OpenSessionAsync();
        ClientTokens ended = await api.OpenSessionAsync();

        await api.LogOutAsync(loggedOut.Access, loggedOut.Refresh);
        await api.EndSessionAsync(session.Access, ended.Id);

        JsonArray events = await AssertKindsAsync(
            api,
            session,
            ["session_ended", "logged_out", "logged_in", "logged_in", .. Opened]);
        Assert.That(events.Take(2).Select(item => (string?)item!["session_id"]), Is.EqualTo(new[] { ended.Id, loggedOut.Id }));
    }

    [Test]
    public async Task ListSecurityEvents_WhenThePasswordWasChanged_HasItsEvent()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.UpdateProfileAsync(session.Access, $$"""{"password":"{{NewPassword}}"}""");

        ClientTokens next = await api.OpenSessionAsync(password: NewPassword);

        await AssertKindsAsync(api, next, ["logged_in", "password_changed", .. Opened]);
    }

    [Test]
    public async Task ListSecurityEvents_WhenThereAreMoreThanAPage_ContinuesAtTheCursor()
    {
        using CleanAuthHost host = new(("Tokens:MaxSessions", "1000"));
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        List<string> sessions = [session.Id];
        for (int login = 0; login < (2 * PageSize) + 5; login++)
        {
            sessions.Add((await api.OpenSessionAsync()).Id);
        }

        List<string?> listed = [];
        List<int> pages = [];
        string query = "";
        do
        {
            JsonNode page = (await api.ListSecurityEventsAsync(session.Access, query)).Json;
            listed.AddRange(page["events"]!.AsArray().Select(item => (string?)item!["session_id"]));
            pages.Add(page["events"]!.AsArray().Count);
            query = page["next"] is { } next ? $"?cursor={next}" : "";
        }
        while (query.Length > 0);

        sessions.Reverse();
        Assert.That(pages, Is.EqualTo(new[] { PageSize, PageSize, 7 }));
        Assert.That(listed, Is.EqualTo(sessions.Append(null)), "Each once, newest first, registering last.");
    }

    [Test]
    public async Task ListSecurityEvents_WhenThePageIsExactlyFull_ReturnsNoCursor()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        for (int login = 0; login < PageSize - 2; login++)
        {
            await api.OpenSessionAsync();
        }

        ApiResponse response = await api.ListSecurityEventsAsync(session.Access);

        Assert.That(response.Json["events"]!.AsArray(), Has.Count.EqualTo(PageSize));
        Assert.That(response.Json["next"], Is.Null);
    }

    [TestCase("nonsense")]
    [TestCase("1.5")]
    [TestCase("99999999999999999999")]
    [TestCase("1%20OR%201=1")]
    public async Task ListSecurityEvents_WhenTheCursorIsNotANumber_Returns400(string cursor)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.ListSecurityEventsAsync(session.Access, $"?cursor={cursor}");

        Assert.That(response.ToString(), Is.EqualTo("""400 {"errors":{"cursor":["Not a valid value."]}}"""));
    }

    [TestCase("0")]
    [TestCase("-1")]
    public async Task ListSecurityEvents_WhenTheCursorIsBeforeTheFirst_IsEmpty(string cursor)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.ListSecurityEventsAsync(session.Access, $"?cursor={cursor}");

        Assert.That(response.ToString(), Is.EqualTo("""200 {"events":[],"next":null}"""));
    }

    [Test]
    public async Task ListSecurityEvents_WhenTheCursorIsOfAnotherAccount_ReturnsOnlyEventsOfTheCaller()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAndLogInAsync();
        ClientTokens foreign = await api.RegisterAndLogInAsync(email: "eve@example.com", username: "eve");

        ApiResponse response = await api.ListSecurityEventsAsync(foreign.Access, $"?cursor={long.MaxValue}");

        JsonArray events = response.Json["events"]!.AsArray();
        Assert.That(events.Select(item => (string?)item!["kind"]), Is.EqualTo(Opened));
        Assert.That((string?)events[0]!["session_id"], Is.EqualTo(foreign.Id));
    }

    [Test]
    public async Task ListSecurityEvents_WhenAllKindsHappened_ContainsNoSecret()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens successor = await api.RefreshSessionAsync(session);
        await api.LogInAsync(password: WrongPassword);
        await api.UpdateProfileAsync(successor.Access, $$"""{"password":"{{NewPassword}}"}""");
        ClientTokens next = await api.OpenSessionAsync(password: NewPassword);

        JsonArray events = await AssertKindsAsync(api, next, ["logged_in", "password_changed", "login_failed", .. Opened], ordered: false);

        string body = events.ToJsonString();
        string[] secrets = [TestData.Email, TestData.Username, TestData.Password, NewPassword, WrongPassword, session.RefreshId, successor.RefreshId];
        Assert.That(secrets.Where(secret => body.Contains(secret, StringComparison.OrdinalIgnoreCase)), Is.Empty);
        Assert.That(body, Does.Not.Contain("eyJ"), "No token.");
        Assert.That(
            events.Select(item => string.Join(' ', item!.AsObject().Select(member => member.Key))),
            Is.All.EqualTo("kind at session_id network"));
    }

    [Test]
    public async Task ListSecurityEvents_WhenNotLoggedIn_Returns401()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse response = await api.ListSecurityEventsAsync(access: "");

        Assert.That(response.Status, Is.EqualTo(401));
        Assert.That(response.IsDocumentedError(), Is.True);
    }

    // Some events are saved shortly after the response of the request that caused them.
    private static async Task<JsonArray> AssertKindsAsync(Api api, ClientTokens session, string[] kinds, bool ordered = true)
    {
        ApiResponse response = await Poll.UntilAsync(
            () => api.ListSecurityEventsAsync(session.Access),
            response => response.Status == 200 && response.Json["events"]!.AsArray().Count >= kinds.Length);
        JsonArray events = response.Json["events"]!.AsArray();
        IEnumerable<string?> found = events.Select(item => (string?)item!["kind"]);
        Assert.That(found, ordered ? Is.EqualTo(kinds) : Is.EquivalentTo(kinds));
        return events;
    }
}
