using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.WebApi.FunctionalTests.Protocol;

/// <summary>Every endpoint accepts only its own methods, also endpoints of ASP.NET Core.</summary>
internal sealed class UnusualMethodTests
{
    private const string AnyId = "018f4f2e-7d5c-7c3a-9b1e-3f0f4c9d2a61";

    private static readonly string[] Methods = ["TRACE", "TRACK", "FOO", "PROPFIND", "DELETE", "PUT", "PATCH", "POST"];

    [Test]
    public async Task AnyEndpoint_WhenTheMethodIsUnusual_RefusesItAndListsTheAllowedOnes()
    {
        using CleanAuthHost host = new(("Swagger:Enabled", "true"), ("Swagger:Public", "true"));
        using Api api = new(host.Connect());
        ILookup<string, string> methodsOfPaths = MethodsOfPaths(host);

        List<string> wrong = [];
        foreach (IGrouping<string, string> path in methodsOfPaths)
        {
            foreach (string method in Methods.Except(path))
            {
                ApiResponse response = await api.SendAsync(new HttpMethod(method), path.Key);
                if (!IsRefusal(response, path, path.Key.StartsWith("/admin", StringComparison.Ordinal)))
                {
                    wrong.Add($"{method} {path.Key}: {response.Status}, Allow: {response.Header("Allow")}");
                }
            }
        }

        Assert.That(methodsOfPaths, Has.Count.GreaterThan(60));
        Assert.That(wrong, Is.Empty);
    }

    [TestCase("/swagger/index.html")]
    [TestCase("/swagger/v1/swagger.json")]
    [TestCase("/admin/admin.css")]
    [TestCase("/health")]
    [TestCase("/health/other")]
    [TestCase("/nowhere/at/all")]
    public async Task AnyOtherPath_WhenTheMethodIsUnusual_IsRefused(string path)
    {
        using CleanAuthHost host = new(("Swagger:Enabled", "true"), ("Swagger:Public", "true"));
        using Api api = new(host.Connect());

        List<int> statuses = [];
        foreach (string method in Methods)
        {
            statuses.Add((await api.SendAsync(new HttpMethod(method), path)).Status);
        }

        Assert.That(statuses, Is.All.EqualTo(404).Or.All.EqualTo(405));
    }

    [TestCase("/health/live")]
    [TestCase("/health/ready")]
    public async Task Health_WhenSentHead_RespondsWithoutABody(string path)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse response = await api.SendAsync(HttpMethod.Head, path);

        Assert.That(response.ToString(), Is.EqualTo("200"));
    }

    // Two templates can match the same path, so combine their methods.
    private static ILookup<string, string> MethodsOfPaths(CleanAuthHost host) => host.Services
        .GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>()
        .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [""])
            .Select(method => (Path: PathOf(endpoint.RoutePattern), Method: method)))
        .ToLookup(endpoint => endpoint.Path, endpoint => endpoint.Method);

    private static string PathOf(Microsoft.AspNetCore.Routing.Patterns.RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments
        .Select(segment => string.Concat(segment.Parts.Select(part => part.IsParameter
            ? AnyId
            : ((Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart)part).Content))));

    private static bool IsRefusal(ApiResponse response, IEnumerable<string> methods, bool isPage) =>
        response.Status == 405
        && (response.Header("Allow") ?? "").Split(", ").ToHashSet().IsSupersetOf(methods)
        && (isPage ? response.IsPage() : response.IsDocumentedError());
}
