using CleanAuth.WebApi.FunctionalTests.Support;

namespace CleanAuth.WebApi.FunctionalTests.Protocol;

internal sealed class MethodsAndRoutesTests
{
    private const string OnlyPost = "POST, OPTIONS";
    private const string OnlyGet = "GET, HEAD, OPTIONS";
    private const string OfUser = "DELETE, GET, HEAD, PATCH, PUT, OPTIONS";

    private static readonly object[][] Routes =
    [
        ["/api/register", "GET", OnlyPost],
        ["/api/login", "DELETE", OnlyPost],
        ["/api/logout", "PUT", OnlyPost],
        ["/api/token", "PATCH", OnlyPost],
        ["/api/token/refresh", "GET", OnlyPost],
        ["/api/token/verify", "HEAD", OnlyPost],
        ["/api/token/blacklist", "TRACE", OnlyPost],
        ["/api/user", "POST", OfUser],
        ["/api/password/change", "GET", OnlyPost],
        ["/api/password/reset", "GET", OnlyPost],
        ["/api/password/reset/confirm", "PUT", OnlyPost],
        ["/api/email/verify", "GET", OnlyPost],
        ["/api/email/verify/resend", "DELETE", OnlyPost],
        ["/api/email/change/confirm", "GET", OnlyPost],
        ["/api/email/change/undo", "GET", OnlyPost],
        ["/api/user/delete", "DELETE", OnlyPost],
        ["/api/user/restore", "GET", OnlyPost],
        ["/api/user/export", "POST", "GET, OPTIONS"],
        ["/api/sessions/report", "GET", OnlyPost],
        ["/api/login/code", "GET", OnlyPost],
        ["/api/login/code/confirm", "PUT", OnlyPost],
        ["/api/sessions", "POST", "DELETE, GET, HEAD, OPTIONS"],
        ["/api/sessions/018f4f2e-7d5c-7c3a-9b1e-3f0f4c9d2a61", "GET", "DELETE, OPTIONS"],
        ["/api/security-events", "DELETE", OnlyGet],
        ["/.well-known/jwks.json", "POST", OnlyGet],
        ["/.well-known/openid-configuration", "PUT", OnlyGet],
    ];

    [TestCaseSource(nameof(Routes))]
    public async Task AnyRoute_WhenTheMethodIsNotItsOwn_SaysWhichAre(string path, string method, string allow)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        Answer[] answers =
        [
            await api.SendAsync(HttpMethod.Parse(method), path),
            await api.SendAsync(HttpMethod.Parse(method), path + "/"),
            await api.SendAsync(HttpMethod.Parse(method), path, access: "nonsense"),
        ];

        string body = method == "HEAD" ? "" : $$""" {"detail":"Method \"{{method}}\" not allowed.","code":"method_not_allowed"}""";
        Assert.That(answers.Select(answer => answer.ToString()), Is.All.EqualTo($"405{body}"));
        Assert.That(answers.Select(answer => Sorted(answer.Header("Allow"))), Is.All.EqualTo(Sorted(allow)));
    }

    [TestCaseSource(nameof(Routes))]
    public async Task AnyRoute_WhenAskedForItsMethods_AnswersThemToAnybody(string path, string method, string allow)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        Answer[] answers =
        [
            await api.SendAsync(HttpMethod.Options, path),
            await api.SendAsync(HttpMethod.Options, path + "/"),
        ];

        Assert.That(answers.Select(answer => answer.ToString()), Is.All.EqualTo("204"));
        Assert.That(answers.Select(answer => Sorted(answer.Header("Allow"))), Is.All.EqualTo(Sorted(allow)));
        Assert.That(allow, Does.Not.Contain(method));
    }

    [TestCase("/")]
    [TestCase("/api")]
    [TestCase("/api/")]
    [TestCase("/api/users/")]
    [TestCase("/api/user/1")]
    [TestCase("/api/token/refresh/x")]
    [TestCase("/api//user")]
    [TestCase("/api/user%2F")]
    [TestCase("/.git/HEAD")]
    [TestCase("/.env")]
    [TestCase("/appsettings.json")]
    [TestCase("/data/cleanauth.db")]
    [TestCase("/metrics")]
    [TestCase("/swagger/index.html")]
    [TestCase("/wwwroot/")]
    public async Task UnknownRoute_WhenAskedFor_IsNotFound(string path)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        Answer[] answers =
        [
            await api.SendAsync(HttpMethod.Get, path),
            await api.SendAsync(HttpMethod.Post, path, "{}", access: "nonsense"),
        ];

        Assert.That(
            answers.Select(answer => answer.ToString()),
            Is.All.EqualTo("""404 {"detail":"Not found.","code":"not_found"}"""));
    }

    [Test]
    public async Task UnknownRoute_WhenAskedForItsHead_HasNoBody()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        Answer answer = await api.SendAsync(HttpMethod.Head, "/api/users/");

        Assert.That(answer.ToString(), Is.EqualTo("404"));
    }

    [TestCase("/api/user")]
    [TestCase("/api/user/")]
    [TestCase("/API/User/")]
    public async Task KnownRoute_WithAndWithoutTrailingSlash_IsTheSame(string path)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.SignUpAsync();

        Answer answer = await api.SendAsync(HttpMethod.Get, path, access: session.Access);

        Assert.That(answer.Status, Is.EqualTo(200));
    }

    // RFC 9110 section 10.2.1: the order of the methods means nothing.
    private static string Sorted(string? methods) => string.Join(", ", (methods ?? "").Split(", ").Order(StringComparer.Ordinal));
}
