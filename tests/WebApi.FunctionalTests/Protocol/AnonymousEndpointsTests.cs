namespace CleanAuth.WebApi.FunctionalTests.Protocol;

/// <summary>Anonymous endpoints ignore the Authorization header, so that a client with an expired token can still log in.</summary>
internal sealed class AnonymousEndpointsTests
{
    [TestCase("Bearer nonsense")]
    [TestCase("Bearer")]
    [TestCase("Bearer a b")]
    [TestCase("Basic YWRhOnB3")]
    public async Task LogIn_WhenTheAuthorizationHeaderIsInvalid_IgnoresIt(string header)
    {
        using CleanAuthHost host = new();
        using HttpClient client = host.Connect();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
        using Api api = new(client);
        await api.RegisterAsync();

        ApiResponse response = await api.LogInAsync();

        Assert.That(response.Status, Is.EqualTo(200));
    }

    [Test]
    public async Task AnonymousEndpoints_WhenTheAccessTokenHasExpired_IgnoreIt()
    {
        using CleanAuthHost host = new();
        using HttpClient client = host.Connect();
        using Api api = new(client);
        ClientTokens session = await api.RegisterAndLogInAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {session.Access}");

        ApiResponse[] responses =
        [
            await api.RegisterAsync(email: "eve@example.com", username: "eve"),
            await api.LogInAsync(),
            await api.ObtainTokensAsync(),
            await api.VerifyAsync(session.Refresh),
            await api.RefreshAsync(session.Refresh),
            await api.BlacklistAsync((await api.OpenSessionAsync()).Refresh),
        ];

        Assert.That(responses.Select(response => response.Status), Is.EqualTo(new[] { 201, 200, 200, 200, 200, 200 }));
    }
}
