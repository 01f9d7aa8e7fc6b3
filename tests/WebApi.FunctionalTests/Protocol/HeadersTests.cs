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

        Answer[] answers = [.. await SucceedAsync(api), .. await FailAsync(api)];

        Assert.That(answers.Select(answer => answer.Header("Cache-Control")), Is.All.Contains("no-store"));
    }

    [Test]
    public async Task AnyResponse_WhenItSucceedsOrFails_HasTheSecurityHeaders()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        Answer[] answers = [.. await SucceedAsync(api), .. await FailAsync(api)];

        Assert.Multiple(() =>
        {
            foreach ((string name, string? value) in Expected)
            {
                Assert.That(answers.Select(answer => answer.Header(name)), Is.All.EqualTo(value), name);
            }

            Assert.That(answers.Select(answer => answer.Header("Permissions-Policy")), Is.All.Contains("camera=()"));
            Assert.That(answers.Select(answer => answer.Header("Vary")), Is.All.Contains("Origin"));
        });
    }

    [Test]
    public async Task ErrorResponse_WhenTheHeadersWereCleared_StillHasTheSecurityHeaders()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        host.CorruptDatabase();

        Answer answer = await api.LogInAsync();

        Assert.That(answer.Status, Is.EqualTo(503));
        Assert.That(answer.Header("Content-Security-Policy"), Is.EqualTo(ApiPolicy));
        Assert.That(answer.Header("Cache-Control"), Does.Contain("no-store"));
    }

    [Test]
    public async Task AnyError_WhenReturned_IsJsonOfTheDocumentedShape()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        Answer[] answers = await FailAsync(api);

        Assert.That(answers.Select(answer => answer.Status), Is.EqualTo(new[] { 400, 400, 401, 401, 404, 405, 415 }));
        Assert.That(answers.Select(answer => answer.IsDocumentedRefusal()), Is.All.True);
    }

    private static async Task<Answer[]> SucceedAsync(Api api)
    {
        Answer registered = await api.RegisterAsync();
        Answer loggedIn = await api.LogInAsync();
        ClientTokens session = ClientTokens.From(loggedIn.Json["user"]!["tokens"]);
        Answer profile = await api.GetProfileAsync(session.Access);
        Answer refreshed = await api.RefreshAsync(session.Refresh);
        Answer loggedOut = await api.LogOutAsync(session.Access, ClientTokens.From(refreshed.Json).Refresh);
        return [registered, loggedIn, profile, refreshed, loggedOut];
    }

    private static async Task<Answer[]> FailAsync(Api api) =>
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
