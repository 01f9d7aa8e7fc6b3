using System.Text.RegularExpressions;
using CleanAuth.WebApi.FunctionalTests.Endpoints;

namespace CleanAuth.WebApi.FunctionalTests.Protocol;

internal sealed partial class MethodsAndRoutesTests
{
    private const string AnyId = "018f4f2e-7d5c-7c3a-9b1e-3f0f4c9d2a61";

    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE"];

    private static IEnumerable<(string Path, string[] Allowed)> Routes => EndpointTable.All
        .GroupBy(endpoint => IdWord().Replace(endpoint.Path.TrimEnd('/'), AnyId))
        .Select(path => (path.Key, path.Select(endpoint => endpoint.Method).Append("OPTIONS").ToArray()));

    [Test]
    public async Task EveryRoute_WhenTheMethodIsUnknown_NamesTheAllowedOnes()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        using IDisposable scope = Assert.EnterMultipleScope();
        foreach ((string path, string[] allowed) in Routes)
        {
            string method = Methods.Except(allowed).First();
            ApiResponse[] responses =
            [
                await api.SendAsync(HttpMethod.Parse(method), path),
                await api.SendAsync(HttpMethod.Parse(method), path + "/"),
                await api.SendAsync(HttpMethod.Parse(method), path, access: "nonsense"),
            ];

            string refusal = $$"""405 {"detail":"Method \"{{method}}\" not allowed.","code":"method_not_allowed"}""";
            Assert.That(responses.Select(response => response.ToString()), Is.All.EqualTo(refusal), path);
            Assert.That(responses.Select(AllowedBy), Is.All.EquivalentTo(allowed), path);
        }
    }

    [Test]
    public async Task EveryRoute_WhenSentOptions_ReturnsItsMethodsWithoutAToken()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        using IDisposable scope = Assert.EnterMultipleScope();
        foreach ((string path, string[] allowed) in Routes)
        {
            ApiResponse[] responses =
            [
                await api.SendAsync(HttpMethod.Options, path),
                await api.SendAsync(HttpMethod.Options, path + "/"),
            ];

            Assert.That(responses.Select(response => response.ToString()), Is.All.EqualTo("204"), path);
            Assert.That(responses.Select(AllowedBy), Is.All.EquivalentTo(allowed), path);
        }
    }

    // The method HEAD gets a response without a body.
    [Test]
    public async Task Route_WhenHeadIsNotAllowed_HasNoBody()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse response = await api.SendAsync(HttpMethod.Head, "/api/token/verify/");

        Assert.That(response.ToString(), Is.EqualTo("405"));
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
    public async Task UnknownRoute_WhenRequested_IsNotFound(string path)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse[] responses =
        [
            await api.SendAsync(HttpMethod.Get, path),
            await api.SendAsync(HttpMethod.Post, path, "{}", access: "nonsense"),
        ];

        Assert.That(
            responses.Select(response => response.ToString()),
            Is.All.EqualTo("""404 {"detail":"Not found.","code":"not_found"}"""));
    }

    [Test]
    public async Task UnknownRoute_WhenSentHead_HasNoBody()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse response = await api.SendAsync(HttpMethod.Head, "/api/users/");

        Assert.That(response.ToString(), Is.EqualTo("404"));
    }

    [TestCase("/api/user")]
    [TestCase("/api/user/")]
    [TestCase("/API/User/")]
    public async Task KnownRoute_WhenTheTrailingSlashIsMissing_IsTheSame(string path)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.SendAsync(HttpMethod.Get, path, access: session.Access);

        Assert.That(response.Status, Is.EqualTo(200));
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex IdWord();

    private static string[] AllowedBy(ApiResponse response) => (response.Header("Allow") ?? "").Split(", ");
}
