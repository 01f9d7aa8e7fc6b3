using CleanAuth.WebApi.Security;

namespace CleanAuth.WebApi.FunctionalTests.Throttling;

internal sealed class NetworkRateLimitTests
{
    private const string Address = "198.51.100.7";

    private static readonly (string Name, string Value) Throttled = ("Throttling:Enabled", "true");

    [Test]
    public async Task CredentialEndpoints_WhenANetworkSendsTooManyRequests_RefuseIt()
    {
        using CleanAuthHost host = new(Throttled, ("Throttling:CredentialRequestsPerMinute", "3"));
        using Api api = host.ConnectFrom(Address);
        using Api neighbour = host.ConnectFrom("198.51.100.8");
        ApiResponse[] served = [await api.RegisterAsync(), await api.LogInAsync(), await api.ObtainTokensAsync()];

        ApiResponse[] refused = [await api.RegisterAsync(), await api.LogInAsync(), await api.ObtainTokensAsync()];

        Assert.That(served.Select(response => response.Status), Is.EqualTo(new[] { 201, 200, 200 }));
        Assert.That(
            refused.Select(response => response.ToString()),
            Is.All.EqualTo("""429 {"detail":"Request was throttled. Expected available in 20 seconds.","code":"throttled"}"""));
        Assert.That(refused.Select(response => response.Header("Retry-After")), Is.All.EqualTo("20"));
        Assert.That((await neighbour.LogInAsync()).Status, Is.EqualTo(200));
        Assert.That((await api.VerifyAsync("x")).Status, Is.EqualTo(401), "Requests for tokens have their own limit.");
    }

    [Test]
    public async Task TokenEndpoints_WhenANetworkSendsTooManyRequests_RefuseIt()
    {
        using CleanAuthHost host = new(Throttled, ("Throttling:TokenRequestsPerMinute", "2"));
        using Api api = host.ConnectFrom(Address);
        await api.VerifyAsync("x");
        await api.SendAsync(HttpMethod.Get, "/.well-known/jwks.json");

        ApiResponse[] refused =
        [
            await api.VerifyAsync("x"),
            await api.RefreshAsync("x"),
            await api.BlacklistAsync("x"),
            await api.SendAsync(HttpMethod.Get, "/.well-known/jwks.json"),
            await api.SendAsync(HttpMethod.Get, "/.well-known/openid-configuration"),
        ];

        Assert.That(refused.Select(response => response.Status), Is.All.EqualTo(429));
        Assert.That(refused.Select(response => response.IsDocumentedError()), Is.All.True);
    }

    [Test]
    public async Task ProfileEndpoints_WhenANetworkSendsTooManyRequests_RefuseIt()
    {
        using CleanAuthHost host = new(Throttled, ("Throttling:CredentialRequestsPerMinute", "2"));
        using Api api = host.ConnectFrom(Address);
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse[] responses =
        [
            await api.ExportAccountAsync(session.Access),
            await api.UpdateProfileAsync(session.Access, """{"bio":"engines"}"""),
            await api.ExportAccountAsync(session.Access),
            await api.UpdateProfileAsync(session.Access, """{"bio":"more engines"}"""),
        ];

        Assert.That(responses.Select(response => response.Status), Is.EqualTo(new[] { 200, 200, 429, 429 }));
        Assert.That(responses[2].IsDocumentedError() && responses[3].IsDocumentedError(), Is.True);
    }

    [TestCase("GET")]
    [TestCase("DELETE")]
    public async Task SessionEndpoints_WhenANetworkSendsTooManyRequests_RefuseIt(string method)
    {
        using CleanAuthHost host = new(Throttled, ("Throttling:CredentialRequestsPerMinute", "2"));
        using Api api = host.ConnectFrom(Address);
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse[] responses =
        [
            await api.SendAsync(HttpMethod.Parse(method), "/api/sessions/", access: session.Access),
            await api.SendAsync(HttpMethod.Parse(method), "/api/sessions/", access: session.Access),
            await api.SendAsync(HttpMethod.Parse(method), "/api/sessions/", access: session.Access),
        ];

        Assert.That(responses[..2].Select(response => response.Status), Is.All.InRange(200, 204));
        Assert.That(responses[2].Status, Is.EqualTo(429));
        Assert.That(responses[2].IsDocumentedError(), Is.True);
    }

    [TestCase("198.51.100.7", "::ffff:198.51.100.7", 429)]
    [TestCase("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", 429)]
    [TestCase("2001:db8:1:2::1", "2001:db8:1:3::1", 401)]
    public async Task VerifyToken_WhenAddressesAreInOneNetwork_CountsThemTogether(string first, string second, int status)
    {
        using CleanAuthHost host = new(Throttled, ("Throttling:TokenRequestsPerMinute", "1"));
        using Api one = host.ConnectFrom(first);
        using Api two = host.ConnectFrom(second);
        await one.VerifyAsync("x");

        ApiResponse response = await two.VerifyAsync("x");

        Assert.That(response.Status, Is.EqualTo(status));
    }

    [Test]
    public async Task LogIn_WhenNothingIsConfigured_IsLimitedToSixtyAMinute()
    {
        using CleanAuthHost host = new(Throttled);
        using Api api = host.ConnectFrom(Address);

        ApiResponse[] responses = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(number => api.LogInAsync($"user{number}@example.com")));

        // Some requests become available again while these are served.
        Assert.That(responses.Count(response => response.Status == 400), Is.InRange(60, 150));
        Assert.That(
            responses.Count(response => response.Status == 429),
            Is.EqualTo(200 - responses.Count(response => response.Status == 400)));
    }

    [Test]
    public async Task Health_WhenCalledContinuously_IsNotLimited()
    {
        using CleanAuthHost host = new(
            Throttled, ("Throttling:TokenRequestsPerMinute", "1"), ("Throttling:CredentialRequestsPerMinute", "1"));
        using Api api = host.ConnectFrom(Address);

        ApiResponse[] responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => api.SendAsync(HttpMethod.Get, "/health/live")));

        Assert.That(responses.Select(response => response.Status), Is.All.EqualTo(200));
    }

    [Test]
    public void BucketOf_WhenGivenManyNetworks_IsBoundedAndSpreadsThem()
    {
        int[] buckets = [.. Enumerable.Range(0, 200_000).Select(number => NetworkLimits.BucketOf($"2001:db8:{number / 65_536:x}:{number % 65_536:x}::/64"))];

        Assert.That(buckets, Has.All.InRange(0, 65_535));
        Assert.That(buckets.Distinct().Count(), Is.GreaterThan(50_000));
    }
}
