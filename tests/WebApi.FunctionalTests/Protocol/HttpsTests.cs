namespace CleanAuth.WebApi.FunctionalTests.Protocol;

/// <summary>The tests are the proxy, at 127.0.0.1.</summary>
internal sealed class HttpsTests
{
    private const string Refused = """403 {"detail":"This service is called over HTTPS only.","code":"https_required"}""";

    private static readonly (string Name, string Value) Required = ("Https:Required", "true");
    private static readonly (string Name, string Value) BehindProxy = ("ForwardedHeaders:KnownProxies:0", "127.0.0.1");
    private static readonly (string Name, string Value) BehindAnother = ("ForwardedHeaders:KnownProxies:0", "10.0.7.1");

    [TestCase("POST", "/api/login/")]
    [TestCase("GET", "/api/user/")]
    [TestCase("OPTIONS", "/api/user/")]
    [TestCase("GET", "/.well-known/jwks.json")]
    [TestCase("GET", "/nowhere")]
    [TestCase("GET", "/healthy")]
    public async Task PlainHttp_WhenHttpsIsRequired_IsRefusedAndNotRedirected(string method, string path)
    {
        using CleanAuthHost host = new(Required, BehindProxy);
        using Api api = new(host.Connect());

        ApiResponse[] responses =
        [
            await api.SendAsync(HttpMethod.Parse(method), path),
            await SendAsync(api, method, path, ("X-Forwarded-Proto", "http")),
        ];

        Assert.That(responses.Select(response => response.ToString()), Is.All.EqualTo(Refused));
        Assert.That(responses.Select(response => response.Header("Location")), Is.All.Null);
    }

    [Test]
    public async Task PlainHttp_WhenNotConfiguredOutsideDevelopment_IsRefused()
    {
        using CleanAuthHost host = new(("Https:Required", ""), BehindProxy);
        using Api api = new(host.Connect());

        ApiResponse response = await api.LogInAsync();

        Assert.That(response.ToString(), Is.EqualTo(Refused));
    }

    [Test]
    public async Task PlainHttp_WhenNotConfiguredInDevelopment_IsServed()
    {
        using CleanAuthHost host = new(("ENVIRONMENT", "Development"), ("Https:Required", ""));
        using Api api = new(host.Connect());

        ApiResponse response = await api.GetProfileAsync();

        Assert.That(response.Status, Is.EqualTo(401));
    }

    [TestCase("/health/live")]
    [TestCase("/health/ready")]
    public async Task HealthProbe_WhenSentOverPlainHttpToAnIpAddress_IsServed(string path)
    {
        using CleanAuthHost host = new(Required, BehindProxy, ("AllowedHosts", ""));
        using Api api = new(host.Connect());

        ApiResponse response = await api.SendAsync(HttpMethod.Get, path);

        Assert.That(response.Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Https_WhenForwardedByATrustedProxy_IsServedWithHsts()
    {
        using CleanAuthHost host = new(Required, BehindProxy);
        using Api api = new(host.Connect());

        ApiResponse[] responses =
        [
            await SendAsync(api, "GET", "/.well-known/jwks.json", ("X-Forwarded-Proto", "https")),
            await SendAsync(api, "GET", "/api/user/", ("X-Forwarded-Proto", "https")),
            await SendAsync(api, "GET", "/nowhere", ("X-Forwarded-Proto", "https")),
            await SendAsync(api, "GET", "/admin/login/", ("X-Forwarded-Proto", "https")),
            await SendAsync(api, "GET", "/admin/admin.css", ("X-Forwarded-Proto", "https")),
        ];

        Assert.That(responses.Select(response => response.Status), Is.EqualTo(new[] { 200, 401, 404, 200, 200 }));
        Assert.That(
            responses.Select(response => response.Header("Strict-Transport-Security")),
            Is.All.EqualTo("max-age=31536000; includeSubDomains"));
    }

    [Test]
    public async Task Hsts_WhenConfigured_HasTheConfiguredValue()
    {
        using CleanAuthHost host = new(Required, BehindProxy, ("Https:HstsMaxAge", "00:05:00"), ("Https:HstsIncludeSubDomains", "false"));
        using Api api = new(host.Connect());

        ApiResponse response = await SendAsync(api, "GET", "/api/user/", ("X-Forwarded-Proto", "https"));

        Assert.That(response.Header("Strict-Transport-Security"), Is.EqualTo("max-age=300"));
    }

    [TestCase("X-Forwarded-Proto", "https")]
    [TestCase("X-Forwarded-Proto", "https, https")]
    [TestCase("Forwarded", "proto=https")]
    [TestCase("X-Forwarded-Ssl", "on")]
    [TestCase("Front-End-Https", "on")]
    public async Task Https_WhenForwardedByAnUnknownProxy_IsIgnored(string name, string value)
    {
        using CleanAuthHost host = new(Required, BehindAnother);
        using Api api = new(host.Connect());

        ApiResponse response = await SendAsync(api, "GET", "/api/user/", (name, value));

        Assert.That(response.ToString(), Is.EqualTo(Refused));
    }

    [Test]
    public async Task Https_WhenSpoofedByTheClient_IsIgnored()
    {
        using CleanAuthHost host = new(Required, BehindProxy);
        using Api api = new(host.Connect());

        // A proxy that appends adds the last value.
        ApiResponse response = await SendAsync(api, "GET", "/api/user/", ("X-Forwarded-Proto", "https, http"));

        Assert.That(response.ToString(), Is.EqualTo(Refused));
    }

    private static Task<ApiResponse> SendAsync(Api api, string method, string path, params (string Name, string Value)[] headers) =>
        api.SendAsync(HttpMethod.Parse(method), path, content: null, headers: headers);
}
