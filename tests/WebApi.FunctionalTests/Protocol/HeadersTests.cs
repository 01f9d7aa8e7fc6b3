namespace CleanAuth.WebApi.FunctionalTests.Protocol;

internal sealed class HeadersTests
{
    [Test]
    public async Task AnySuccess_WhenAnswered_IsNotStoredAnywhere()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        Answer[] answers = await SucceedAsync(api);

        Assert.That(answers.Select(answer => answer.Status), Is.EqualTo(new[] { 201, 200, 200, 200, 204 }));
        Assert.That(answers.Select(answer => answer.Header("Cache-Control")), Is.All.EqualTo("no-store"));
    }

    [Test]
    public async Task AnyAnswer_WhenItSucceedsOrFails_CarriesTheSecurityHeaders()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        Answer[] answers = [.. await SucceedAsync(api), .. await FailAsync(api)];

        Assert.Multiple(() =>
        {
            Assert.That(answers.Select(answer => answer.Header("X-Content-Type-Options")), Is.All.EqualTo("nosniff"));
            Assert.That(answers.Select(answer => answer.Header("X-Frame-Options")), Is.All.EqualTo("DENY"));
            Assert.That(answers.Select(answer => answer.Header("Referrer-Policy")), Is.All.EqualTo("same-origin"));
            Assert.That(answers.Select(answer => answer.Header("Server")), Is.All.Null);
            Assert.That(answers.Select(answer => answer.Header("X-Powered-By")), Is.All.Null);
        });
    }

    [Test]
    public async Task AnyFailure_WhenAnswered_IsJsonOfTheDocumentedShape()
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
        Session session = Session.From(loggedIn.Json["user"]!["tokens"]);
        Answer profile = await api.GetProfileAsync(session.Access);
        Answer refreshed = await api.RefreshAsync(session.Refresh);
        Answer loggedOut = await api.LogOutAsync(session.Access, Session.From(refreshed.Json).Refresh);
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
