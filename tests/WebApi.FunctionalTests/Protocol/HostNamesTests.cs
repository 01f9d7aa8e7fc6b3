namespace CleanAuth.WebApi.FunctionalTests.Protocol;

internal sealed class HostNamesTests
{
    private const string Refused = """400 {"detail":"The host name is not accepted.","code":"unknown_host"}""";

    [TestCase("evil.example.com")]
    [TestCase("accounts.example.com.evil.com")]
    [TestCase("localhost")]
    [TestCase("127.0.0.1")]
    public async Task ForeignHost_WhenNotConfigured_IsRefusedInTheDocumentedShape(string name)
    {
        using CleanAuthHost host = new(("AllowedHosts", ""));
        using Api api = new(host.Connect());

        ApiResponse[] responses = [await CallAsync(api, name), await CallAsync(api, name, ("X-Forwarded-Host", "accounts.example.com"))];

        Assert.That(responses.Select(response => response.ToString()), Is.All.EqualTo(Refused));
        Assert.That(responses.Select(response => response.Header("X-Content-Type-Options")), Is.All.EqualTo("nosniff"));
    }

    [TestCase("accounts.example.com")]
    [TestCase("accounts.example.com:8443")]
    [TestCase("ACCOUNTS.example.com")]
    public async Task IssuerHost_WhenNotConfigured_IsServed(string name)
    {
        using CleanAuthHost host = new(("AllowedHosts", ""));
        using Api api = new(host.Connect());

        ApiResponse response = await CallAsync(api, name);

        Assert.That(response.Status, Is.EqualTo(401));
    }

    [TestCase("id.internal", 401)]
    [TestCase("a.internal.example.com", 401)]
    [TestCase("internal.example.com", 400)]
    [TestCase("accounts.example.com", 400)]
    public async Task AnyHost_WhenNamesAreConfigured_IsServedIfListed(string name, int status)
    {
        using CleanAuthHost host = new(("AllowedHosts", "id.internal;*.internal.example.com"));
        using Api api = new(host.Connect());

        ApiResponse response = await CallAsync(api, name);

        Assert.That(response.Status, Is.EqualTo(status));
    }

    private static Task<ApiResponse> CallAsync(Api api, string host, params (string Name, string Value)[] headers) =>
        api.SendAsync(HttpMethod.Get, "/api/user/", content: null, headers: [("Host", host), .. headers]);
}
