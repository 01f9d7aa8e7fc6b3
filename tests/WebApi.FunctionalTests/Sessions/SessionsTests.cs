using System.Text;
using System.Text.Json.Nodes;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.WebApi.FunctionalTests.Sessions;

[TestFixture(Transport.Body)]
[TestFixture(Transport.Cookie)]
internal sealed class SessionsTests(Transport transport)
{
    private const string NotFound = """404 {"detail":"Not found.","code":"not_found"}""";
    private const string Blacklisted = """401 {"detail":"Token is blacklisted","code":"token_not_valid"}""";

    [Test]
    public async Task ListSessions_WhenThereAreSeveral_MarksTheCurrentOneAndHasNetworkAndUserAgent()
    {
        using CleanAuthHost host = new(transport);
        using HttpClient phone = host.Connect();
        phone.DefaultRequestHeaders.UserAgent.ParseAdd("Phone/1.0");
        using Api phoneApi = new(phone);
        using Api api = new(host.Connect());
        ClientTokens first = await api.RegisterAndLogInAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        ClientTokens second = await phoneApi.OpenSessionAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        ClientTokens refreshed = await api.RefreshSessionAsync(first);

        ApiResponse response = await api.ListSessionsAsync(refreshed.Access);

        JsonArray sessions = response.Json["sessions"]!.AsArray();
        DateTimeOffset now = host.Clock.GetUtcNow();
        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That(sessions.Select(session => (string?)session!["id"]), Is.EqualTo(new[] { second.Id, first.Id }), "The newest is first.");
        Assert.That(sessions.Select(session => (bool)session!["current"]!), Is.EqualTo(new[] { false, true }));
        Assert.That(sessions.Select(session => (string?)session!["user_agent"]), Is.EqualTo(new[] { "Phone/1.0", null }));
        Assert.That(sessions.Select(session => (string?)session!["network"]), Is.All.EqualTo("127.0.0.1").Or.EqualTo("::1"));
        Assert.That(Times(sessions, "opened_at"), Is.EqualTo(new[] { now.AddMinutes(-1), now.AddMinutes(-3) }));
        Assert.That(Times(sessions, "last_used_at"), Is.EqualTo(new[] { now.AddMinutes(-1), now }));
        Assert.That(Times(sessions, "expires_at"), Is.EqualTo(new[] { now.AddDays(30).AddMinutes(-1), now.AddDays(30).AddMinutes(-3) }));
    }

    [Test]
    public async Task ListSessions_WhenTheUserAgentIsTooLong_TruncatesIt()
    {
        using CleanAuthHost host = new(transport);
        using HttpClient client = host.Connect();
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", new string('x', 2000));
        using Api api = new(client);
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.ListSessionsAsync(session.Access);

        Assert.That((string?)response.Json["sessions"]![0]!["user_agent"], Is.EqualTo(new string('x', 256)));
    }

    [TestCase("Caf\u00e9/1.0", false)]
    [TestCase("Caf\u00e9/1.0", true)]
    [TestCase("\u00ff\u0080", false)]
    public async Task ListSessions_WhenTheUserAgentIsNotAscii_ReturnsIt(string userAgent, bool isUtf8)
    {
        using CleanAuthHost host = new(transport);
        using HttpClient client = host.Connect();
        using HttpClient other = new(new SocketsHttpHandler
        {
            RequestHeaderEncodingSelector = (_, _) => isUtf8 ? Encoding.UTF8 : Encoding.Latin1,
        })
        {
            BaseAddress = client.BaseAddress,
        };
        other.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", userAgent);
        using Api api = new(other);
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.ListSessionsAsync(session.Access);

        Assert.That((string?)response.Json["sessions"]![0]!["user_agent"], Is.EqualTo(userAgent));
    }

    // A database refuses half of a surrogate pair.
    [TestCaseSource(typeof(ServiceStorage), nameof(ServiceStorage.Providers))]
    public async Task ListSessions_WhenTheUserAgentIsCutInASurrogatePair_OmitsThePair(DatabaseProvider provider)
    {
        using CleanAuthHost host = new(provider, transport);
        using HttpClient client = host.Connect();
        using HttpClient inUtf8 = new(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 })
        {
            BaseAddress = client.BaseAddress,
        };
        inUtf8.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", $"{new string('x', 255)}\U0001F600");
        using Api api = new(inUtf8);
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.ListSessionsAsync(session.Access);

        Assert.That((string?)response.Json["sessions"]![0]!["user_agent"], Is.EqualTo(new string('x', 255)));
    }

    [Test]
    public async Task ListSessions_WhenSessionsHaveEnded_OmitsThem()
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());
        await api.RegisterAndLogInAsync();
        host.Clock.Advance(TimeSpan.FromDays(1));
        ClientTokens loggedOut = await api.OpenSessionAsync();
        ClientTokens current = await api.OpenSessionAsync();
        await api.RegisterAndLogInAsync(email: "eve@example.com", username: "eve");
        await api.LogOutAsync(loggedOut.Access, loggedOut.Refresh);

        ApiResponse response = await api.ListSessionsAsync(current.Access);

        string?[] ids = [.. response.Json["sessions"]!.AsArray().Select(session => (string?)session!["id"])];
        Assert.That(ids, Is.EqualTo(new[] { current.Id }), "The others have expired, ended, or belong to another account.");
    }

    [Test]
    public async Task ListSessions_WhenSentHead_RespondsLikeGetWithoutABody()
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.SendAsync(HttpMethod.Head, "/api/sessions/", access: session.Access);

        Assert.That(response.ToString(), Is.EqualTo("200"));
        Assert.That(response.Header("Content-Type"), Is.EqualTo("application/json; charset=utf-8"));
    }

    [Test]
    public async Task EndSession_WhenItBelongsToTheCaller_InvalidatesOnlyItsTokensAtOnce()
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens stolen = await api.OpenSessionAsync();
        ClientTokens other = await api.OpenSessionAsync();

        ApiResponse response = await api.EndSessionAsync(session.Access, stolen.Id);

        Assert.That(response.ToString(), Is.EqualTo("204"));
        await AssertHasEndedAsync(api, stolen);
        await AssertIsLiveAsync(api, session);
        await AssertIsLiveAsync(api, other);
    }

    [Test]
    public async Task EndSession_WhenItIsTheCurrentOne_EndsIt()
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.EndSessionAsync(session.Access, session.Id);

        Assert.That(response.ToString(), Is.EqualTo("204"));
        await AssertHasEndedAsync(api, session);
    }

    [Test]
    public async Task EndSession_WhenTheCallerHasNoSuchSession_ReturnsTheSameResponse()
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens ended = await api.OpenSessionAsync();
        ClientTokens foreign = await api.RegisterAndLogInAsync(email: "eve@example.com", username: "eve");
        await api.LogOutAsync(ended.Access, ended.Refresh);

        ApiResponse[] responses =
        [
            await api.EndSessionAsync(session.Access, foreign.Id),
            await api.EndSessionAsync(session.Access, ended.Id),
            await api.EndSessionAsync(session.Access, Guid.NewGuid().ToString()),
            await api.EndSessionAsync(session.Access, "nonsense"),
            await api.EndSessionAsync(session.Access, $"{session.Id}x"),
        ];

        Assert.That(responses.Select(response => response.ToString()), Is.All.EqualTo(NotFound));
        Assert.That(
            host.Logs.Lines,
            Has.One.Contains($"asked to end session {foreign.Id}, which has ended or belongs to another user."));
        await AssertIsLiveAsync(api, foreign);
        await AssertIsLiveAsync(api, session);
    }

    [Test]
    public async Task EndOtherSessions_WhenThereAreSome_KeepsTheCurrentOneAndThoseOfOtherAccounts()
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens[] others = [await api.OpenSessionAsync(), await api.OpenSessionAsync()];
        ClientTokens foreign = await api.RegisterAndLogInAsync(email: "eve@example.com", username: "eve");

        ApiResponse response = await api.EndSessionsAsync(session.Access);

        Assert.That(response.ToString(), Is.EqualTo("204"));
        await AssertIsLiveAsync(api, session);
        await AssertIsLiveAsync(api, foreign);
        foreach (ClientTokens other in others)
        {
            await AssertHasEndedAsync(api, other);
        }
    }

    [Test]
    public async Task EndAllSessions_WhenRequested_EndsTheCurrentOneToo()
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens other = await api.OpenSessionAsync();
        ClientTokens foreign = await api.RegisterAndLogInAsync(email: "eve@example.com", username: "eve");

        ApiResponse response = await api.EndSessionsAsync(session.Access, "?all=true");

        Assert.That(response.ToString(), Is.EqualTo("204"));
        await AssertHasEndedAsync(api, session);
        await AssertHasEndedAsync(api, other);
        await AssertIsLiveAsync(api, foreign);
        Assert.That((await api.LogInAsync()).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task EndSessions_WhenTheQueryIsInvalid_IsRefusedAndEndsNone()
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens other = await api.OpenSessionAsync();

        ApiResponse response = await api.EndSessionsAsync(session.Access, "?all=maybe");

        Assert.That(response.ToString(), Is.EqualTo("""400 {"errors":{"all":["Not a valid value."]}}"""));
        await AssertIsLiveAsync(api, other);
    }

    [TestCase("GET", "/api/sessions/")]
    [TestCase("DELETE", "/api/sessions/")]
    [TestCase("DELETE", "/api/sessions/018f4f2e-7d5c-7c3a-9b1e-3f0f4c9d2a61/")]
    public async Task AnyMethod_WhenNotLoggedIn_Returns401(string method, string path)
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());

        ApiResponse response = await api.SendAsync(HttpMethod.Parse(method), path);

        Assert.That(
            response.ToString(),
            Is.EqualTo("""401 {"detail":"Authentication credentials were not provided.","code":"not_authenticated"}"""));
    }

    private static DateTimeOffset[] Times(JsonArray sessions, string member) =>
        [.. sessions.Select(session => (DateTimeOffset)session![member]!)];

    private static async Task AssertHasEndedAsync(Api api, ClientTokens session)
    {
        ApiResponse profile = await api.GetProfileAsync(session.Access);
        Assert.That(profile.Status, Is.EqualTo(401));
        Assert.That(profile.Body, Does.Contain("Token is blacklisted"));
        Assert.That((await api.RefreshAsync(session.Refresh)).ToString(), Is.EqualTo(Blacklisted));
    }

    private static async Task AssertIsLiveAsync(Api api, ClientTokens session)
    {
        Assert.That((await api.GetProfileAsync(session.Access)).Status, Is.EqualTo(200));
        Assert.That((await api.RefreshAsync(session.Refresh)).Status, Is.EqualTo(200));
    }
}
