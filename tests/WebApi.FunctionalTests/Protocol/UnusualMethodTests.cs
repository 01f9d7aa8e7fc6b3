using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.WebApi.FunctionalTests.Protocol;

/// <summary>Every endpoint answers its own methods alone, whoever mapped it.</summary>
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
                Answer answer = await api.SendAsync(new HttpMethod(method), path.Key);
                if (!IsRefusal(answer, path, path.Key.StartsWith("/admin", StringComparison.Ordinal)))
                {
                    wrong.Add($"{method} {path.Key}: {answer.Status}, Allow: {answer.Header("Allow")}");
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

        Answer answer = await api.SendAsync(HttpMethod.Head, path);

        Assert.That(answer.ToString(), Is.EqualTo("200"));
    }

    // Two templates may give the same path; their methods belong together.
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

    private static bool IsRefusal(Answer answer, IEnumerable<string> methods, bool isPage) =>
        answer.Status == 405
        && (answer.Header("Allow") ?? "").Split(", ").ToHashSet().IsSupersetOf(methods)
        && (isPage ? answer.IsPage() : answer.IsDocumentedRefusal());
}
