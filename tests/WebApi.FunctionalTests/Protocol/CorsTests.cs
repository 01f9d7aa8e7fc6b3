namespace CleanAuth.WebApi.FunctionalTests.Protocol;

internal sealed class CorsTests
{
    private const string Spa = "https://app.example.com";
    private static readonly (string Name, string Value) AllowsSpa = ("Cors:AllowedOrigins:0", Spa);

    [Test]
    public async Task AnyOrigin_WhenNoneIsConfigured_GetsNoCorsHeaders()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse[] responses = [await PreflightAsync(api, Spa), await CallAsync(api, Spa)];

        Assert.That(responses.SelectMany(CorsHeaders), Is.Empty);
    }

    [Test]
    public async Task AllowedOrigin_WhenSendingAPreflight_GetsOriginMethodAndHeaders()
    {
        using CleanAuthHost host = new(AllowsSpa);
        using Api api = new(host.Connect());

        ApiResponse response = await PreflightAsync(api, Spa);

        Assert.That(response.ToString(), Is.EqualTo("204"));
        Assert.That(response.Header("Access-Control-Allow-Origin"), Is.EqualTo(Spa));
        Assert.That(response.Header("Access-Control-Allow-Methods")?.Split(','), Does.Contain("PATCH"));
        Assert.That(response.Header("Access-Control-Allow-Credentials"), Is.Null);
    }

    [Test]
    public async Task AllowedOrigin_WhenSendingAPreflight_MaySendTheHeadersOfBrowserApps()
    {
        using CleanAuthHost host = new(AllowsSpa, ("Cors:AllowedHeaders:0", "X-Tenant"));
        using Api api = new(host.Connect());

        ApiResponse response = await PreflightAsync(api, Spa);

        Assert.That(
            response.Header("Access-Control-Allow-Headers")!.Split(','),
            Is.EquivalentTo(
            [
                "accept", "accept-encoding", "authorization", "content-type", "dnt", "origin", "user-agent", "x-csrftoken", "x-requested-with",
                "if-match", "traceparent", "tracestate", "baggage", "sentry-trace", "X-Tenant",
            ]));
    }

    [Test]
    public async Task AllowedOrigin_WhenSendingARequest_GetsOnlyItsOwnOrigin()
    {
        using CleanAuthHost host = new(AllowsSpa, ("Cors:AllowedOrigins:1", "http://localhost:5173"));
        using Api api = new(host.Connect());

        ApiResponse response = await CallAsync(api, Spa);

        Assert.That(CorsHeaders(response), Is.EqualTo(new[] { $"Access-Control-Allow-Origin: {Spa}" }));
        Assert.That(
            response.Header("Access-Control-Expose-Headers")?.Split(','),
            Is.EquivalentTo(new[] { "Retry-After", "WWW-Authenticate", "ETag", "Location", "Content-Disposition" }));
    }

    [Test]
    public async Task AllowedOrigin_WhenSendingAPreflight_MayCacheTheResponseForAnHour()
    {
        using CleanAuthHost host = new(AllowsSpa);
        using Api api = new(host.Connect());

        ApiResponse response = await PreflightAsync(api, Spa);

        Assert.That(response.Header("Access-Control-Max-Age"), Is.EqualTo("3600"));
    }

    // A cached response for one origin must not be served to a page of another.
    [TestCase(Spa)]
    [TestCase("https://evil.example.com")]
    [TestCase(null)]
    public async Task CacheableResponse_WhenRequestedByAnyOrigin_VariesByOrigin(string? origin)
    {
        using CleanAuthHost host = new(AllowsSpa);
        using Api api = new(host.Connect());
        (string, string)[] headers = origin is null ? [] : [("Origin", origin)];

        ApiResponse response = await api.SendAsync(HttpMethod.Get, "/.well-known/jwks.json", content: null, headers: headers);

        Assert.That(response.Header("Cache-Control"), Does.Contain("max-age=300"));
        Assert.That(response.Header("Vary"), Is.EqualTo("Origin"));
    }

    [TestCase("https://evil.example.com")]
    [TestCase("https://app.example.com.evil.com")]
    [TestCase("https://app.example.com:444")]
    [TestCase("http://app.example.com")]
    [TestCase("null")]
    public async Task ForeignOrigin_WhenAnotherIsAllowed_GetsNoCorsHeaders(string origin)
    {
        using CleanAuthHost host = new(AllowsSpa);
        using Api api = new(host.Connect());

        ApiResponse[] responses = [await PreflightAsync(api, origin), await CallAsync(api, origin)];

        Assert.That(responses.SelectMany(CorsHeaders), Is.Empty);
    }

    private static Task<ApiResponse> PreflightAsync(Api api, string origin) => api.SendAsync(
        HttpMethod.Options,
        "/api/user/",
        content: null,
        headers:
        [
            ("Origin", origin),
            ("Access-Control-Request-Method", "PATCH"),
            ("Access-Control-Request-Headers", "authorization,content-type"),
        ]);

    private static Task<ApiResponse> CallAsync(Api api, string origin) =>
        api.SendAsync(HttpMethod.Get, "/api/user/", content: null, headers: ("Origin", origin));

    private static IEnumerable<string> CorsHeaders(ApiResponse response) =>
        new[] { "Origin", "Methods", "Headers", "Credentials" }
            .Select(name => $"Access-Control-Allow-{name}")
            .Where(name => response.Header(name) is not null)
            .Select(name => $"{name}: {response.Header(name)}");
}
