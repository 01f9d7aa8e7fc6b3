using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.WebApi.FunctionalTests.Tokens;

/// <summary>Rotation with the default settings; docs/refresh-protocol.md has the rules.</summary>
[TestFixtureSource(typeof(Transports), nameof(Transports.WithProviders))]
internal sealed class RefreshRotationTests(DatabaseProvider provider, Transport transport)
{
    private const string Blacklisted = """401 {"detail":"Token is blacklisted","code":"token_not_valid"}""";
    private const string Invalid = """401 {"detail":"Token is invalid or expired","code":"token_not_valid"}""";
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LeewayOfUsedSuccessor = TimeSpan.FromSeconds(10);

    [Test]
    public async Task Refresh_WhenRepeatedManyTimes_ReturnsANewTokenEachTime()
    {
        using CleanAuthHost host = new(provider, transport);
        using Api api = new(host.Connect());
        List<ClientTokens> chain = [await api.RegisterAndLogInAsync()];

        for (int link = 0; link < 10; link++)
        {
            host.Clock.Advance(TimeSpan.FromMinutes(4));
            chain.Add(await api.RefreshSessionAsync(chain[^1]));
        }

        Assert.That(chain.Select(session => session.RefreshId), Is.Unique);
        Assert.That(chain.Select(session => session.Id).Distinct().Count(), Is.EqualTo(1));
        Assert.That((await api.GetProfileAsync(chain[^1].Access)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Refresh_WhenRetriedWithinTheLeeway_ReturnsTheSameSuccessor()
    {
        using CleanAuthHost host = new(provider, transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens successor = await api.RefreshSessionAsync(session);
        host.Clock.Advance(Leeway);

        ClientTokens again = await api.RefreshSessionAsync(session);

        Assert.That(again.RefreshId, Is.EqualTo(successor.RefreshId));
        Assert.That((await api.GetProfileAsync(again.Access)).Status, Is.EqualTo(200));
        Assert.That((await api.RefreshAsync(again.Refresh)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Refresh_WhenManyPresentOneTokenAtOnce_ReturnsAllTheSameSuccessor()
    {
        using CleanAuthHost host = new(provider, transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse[] responses = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => api.RefreshAsync(session.Refresh)));

        Assert.That(responses.Select(response => response.Status), Is.All.EqualTo(200));
        Assert.That(responses.Select(response => ClientTokens.From(response.Json).RefreshId).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task Refresh_WhenATabIsLateByTwoRotations_ReturnsTheLiveTokenAndKeepsTheSession()
    {
        using CleanAuthHost host = new(provider, transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens second = await api.RefreshSessionAsync(session);
        host.Clock.Advance(LeewayOfUsedSuccessor / 2);
        ClientTokens third = await api.RefreshSessionAsync(second);
        host.Clock.Advance(LeewayOfUsedSuccessor / 2);

        ClientTokens late = await api.RefreshSessionAsync(session);

        Assert.That(late.RefreshId, Is.EqualTo(third.RefreshId));
        Assert.That((await api.GetProfileAsync(third.Access)).Status, Is.EqualTo(200));
        Assert.That((await api.RefreshAsync(third.Refresh)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Refresh_WhenATokenIsReusedAfterTheLeeway_EndsTheSession()
    {
        using CleanAuthHost host = new(provider, transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens other = await api.OpenSessionAsync();
        ClientTokens successor = await api.RefreshSessionAsync(session);
        host.Clock.Advance(Leeway + TimeSpan.FromMilliseconds(1));

        ApiResponse response = await api.RefreshAsync(session.Refresh);

        Assert.That(response.ToString(), Is.EqualTo(Blacklisted));
        Assert.That((await api.RefreshAsync(successor.Refresh)).ToString(), Is.EqualTo(Blacklisted));
        Assert.That((await api.GetProfileAsync(successor.Access)).Status, Is.EqualTo(401));
        Assert.That((await api.GetProfileAsync(session.Access)).Status, Is.EqualTo(401));
        Assert.That((await api.GetProfileAsync(other.Access)).Status, Is.EqualTo(200), "This is another session.");
    }

    [Test]
    public async Task Refresh_WhenTheResponseIsLostForTwelveSeconds_ReturnsTheSuccessorAgain()
    {
        using CleanAuthHost host = new(provider, transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens lost = await api.RefreshSessionAsync(session);
        host.Clock.Advance(TimeSpan.FromSeconds(12));

        ClientTokens retried = await api.RefreshSessionAsync(session);
        host.Clock.Advance(TimeSpan.FromMinutes(4));
        ClientTokens next = await api.RefreshSessionAsync(retried);

        Assert.That(retried.RefreshId, Is.EqualTo(lost.RefreshId));
        Assert.That((await api.GetProfileAsync(next.Access)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Refresh_WhenTheSuccessorWasUsed_EndsTheSessionAfterTenSeconds()
    {
        using CleanAuthHost host = new(provider, transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens successor = await api.RefreshSessionAsync(session);
        host.Clock.Advance(LeewayOfUsedSuccessor / 2);
        ClientTokens newest = await api.RefreshSessionAsync(successor);
        host.Clock.Advance((LeewayOfUsedSuccessor / 2) + TimeSpan.FromMilliseconds(1));

        ApiResponse response = await api.RefreshAsync(session.Refresh);

        Assert.That(response.ToString(), Is.EqualTo(Blacklisted));
        Assert.That((await api.GetProfileAsync(newest.Access)).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task Refresh_WhenTheLeewayIsConfigured_UsesIt()
    {
        using CleanAuthHost host = new(provider, transport, ("Tokens:ReuseLeeway", "00:00:02"));
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.RefreshAsync(session.Refresh);
        host.Clock.Advance(TimeSpan.FromSeconds(3));

        ApiResponse response = await api.RefreshAsync(session.Refresh);

        Assert.That(response.ToString(), Is.EqualTo(Blacklisted));
    }

    [Test]
    public async Task Refresh_WhenTheSessionHasExpired_IsRefusedDespiteEarlierRefreshes()
    {
        using CleanAuthHost host = new(provider, transport, ("Tokens:SessionLifetime", "3.00:00:00"));
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        long end = host.Clock.GetUtcNow().AddDays(3).ToUnixTimeSeconds();
        List<long> expiries = [];
        for (int refresh = 1; refresh < 6; refresh++)
        {
            host.Clock.Advance(TimeSpan.FromHours(12));
            session = await api.RefreshSessionAsync(session);
            expiries.Add((long)ClientTokens.ClaimsOf(session.Refresh)["exp"]!);
        }

        host.Clock.Advance(TimeSpan.FromHours(12));

        Assert.That((await api.RefreshAsync(session.Refresh)).ToString(), Is.EqualTo(Invalid));
        Assert.That(expiries, Is.Ordered.And.All.LessThanOrEqualTo(end), "No refresh token outlives its session.");
        Assert.That(expiries[^1], Is.EqualTo(end));
    }

    [Test]
    public async Task Refresh_WhenTheSessionExpiresSoon_StillReturnsAnAccessToken()
    {
        using CleanAuthHost host = new(provider, transport, ("Tokens:SessionLifetime", "02:00:00"));
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        host.Clock.Advance(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));

        ClientTokens last = await api.RefreshSessionAsync(session);

        Assert.That((await api.GetProfileAsync(last.Access)).Status, Is.EqualTo(200));
        string end = ClientTokens.ClaimsOf(session.Refresh)["exp"]!.ToString();
        Assert.That(ClientTokens.ClaimsOf(last.Refresh)["exp"]!.ToString(), Is.EqualTo(end));
        Assert.That(
            ClientTokens.ClaimsOf(last.Access)["exp"]!.ToString(),
            Is.EqualTo(end),
            "Otherwise the token would be valid after the end of its session.");
    }
}
