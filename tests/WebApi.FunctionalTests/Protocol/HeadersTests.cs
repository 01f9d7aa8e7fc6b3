namespace CleanAuth.WebApi.FunctionalTests.Protocol;

internal sealed class HeadersTests
{
    private const string ApiPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly (string Name, string? Value)[] Expected =
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "no-referrer"),
        ("Content-Security-Policy", ApiPolicy),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Server", null),
        ("X-Powered-By", null),

        // Only over HTTPS.
        ("Strict-Transport-Security", null),
    ];

    [Test]
    public async Task AnyResponse_WhenItSucceedsOrFails_HasNoStore()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse[] responses = [.. await SucceedAsync(api), .. await FailAsync(api)];

        Assert.That(responses.Select(response => response.Header("Cache-Control")), Is.All.Contains("no-store"));
    }

    [Test]
    public async Task AnyResponse_WhenItSucceedsOrFails_HasTheSecurityHeaders()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse[] responses = [.. await SucceedAsync(api), .. await FailAsync(api)];

        Assert.Multiple(() =>
        {
            foreach ((string name, string? value) in Expected)
            {
                Assert.That(responses.Select(response => response.Header(name)), Is.All.EqualTo(value), name);
            }

            Assert.That(responses.Select(response => response.Header("Permissions-Policy")), Is.All.Contains("camera=()"));
            Assert.That(responses.Select(response => response.Header("Vary")), Is.All.Contains("Origin"));
        });
    }

    [Test]
    public async Task ErrorResponse_WhenTheHeadersWereCleared_StillHasTheSecurityHeaders()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        host.CorruptDatabase();

        ApiResponse response = await api.LogInAsync();

        Assert.That(response.Status, Is.EqualTo(503));
        Assert.That(response.Header("Content-Security-Policy"), Is.EqualTo(ApiPolicy));
        Assert.That(response.Header("Cache-Control"), Does.Contain("no-store"));
    }

    [Test]
    public async Task AnyError_WhenReturned_IsJsonOfTheDocumentedShape()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse[] responses = await FailAsync(api);

        Assert.That(responses.Select(response => response.Status), Is.EqualTo(new[] { 400, 400, 401, 401, 404, 405, 415 }));
        Assert.That(responses.Select(response => response.IsDocumentedError()), Is.All.True);
    }

    private static async Task<ApiResponse[]> SucceedAsync(Api api)
    {
        ApiResponse registered = await api.RegisterAsync();
        ApiResponse loggedIn = await api.LogInAsync();
        ClientTokens session = ClientTokens.From(loggedIn.Json["user"]!["tokens"]);
        ApiResponse profile = await api.GetProfileAsync(session.Access);
        ApiResponse refreshed = await api.RefreshAsync(session.Refresh);
        ApiResponse loggedOut = await api.LogOutAsync(session.Access, ClientTokens.From(refreshed.Json).Refresh);
        return [registered, loggedIn, profile, refreshed, loggedOut];
    }

    private static async Task<ApiResponse[]> FailAsync(Api api) =>
    [
        await api.RegisterAsync(email: "nobody"),
        await api.SendAsync(HttpMethod.Post, "/api/login/", "{"),
        await api.GetProfileAsync(),
        await api.RefreshAsync("nonsense"),
        await api.SendAsync(HttpMethod.Get, "/nowhere"),
        await api.SendAsync(HttpMethod.Get, "/api/login/"),
        await api.SendAsync(HttpMethod.Post, "/api/login/", new StringContent("email=x")),
    ];
}
