using CleanAuth.WebApi.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.WebApi.FunctionalTests.Endpoints;

/// <summary>The table of endpoints is equal to the routes of the service.</summary>
internal sealed class EndpointTableTests
{
    private const string Missing = """401 {"detail":"Authentication credentials were not provided.","code":"not_authenticated"}""";

    // The form of the login page has no limit, because only its submission verifies a password.
    private static readonly string[] OtherAnonymous =
    [
        "GET /health/live: anyone, ",
        "HEAD /health/live: anyone, ",
        "GET /health/ready: anyone, ",
        "HEAD /health/ready: anyone, ",
        "GET admin/login: anyone, ",
        "POST admin/login: anyone, credentials",
    ];

    [Test]
    public void Table_WhenComparedWithTheService_HasItsRoutesCallersAndLimits()
    {
        using CleanAuthHost host = new();
        using HttpClient client = host.Connect();
        string[] table = [.. EndpointTable.All.Select(endpoint => Describe(endpoint.Route, CallersBesideRights(endpoint), endpoint.Limit))];

        string[] routes = [.. RoutesOf(host).Where(route => IsApi(route.Endpoint)).Select(Describe)];

        Assert.That(table, Is.EquivalentTo(routes));
    }

    [Test]
    public void OtherRoutes_WhenAnonymous_AreListed()
    {
        using CleanAuthHost host = new();
        using HttpClient client = host.Connect();

        string[] anonymous = [.. RoutesOf(host).Where(route => !IsApi(route.Endpoint) && CallersOf(route.Endpoint) != Callers.Bearer).Select(Describe)];

        Assert.That(anonymous, Is.EquivalentTo(OtherAnonymous));
    }

    [Test]
    public void AnonymousEndpoints_WhenInTheTable_HaveALimit() =>
        Assert.That(EndpointTable.All.Where(endpoint => endpoint.IsAnonymous && endpoint.Limit is null), Is.Empty, "Give these actions [EnableRateLimiting], and their rows a limit.");

    [Test]
    public async Task ProtectedEndpoints_WhenCalledWithoutAToken_Return401()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        EndpointScene scene = await EndpointScene.SetAsync(host, api, "target");

        List<string> responses = [];
        foreach (ApiEndpoint endpoint in EndpointTable.All.Where(endpoint => !endpoint.IsAnonymous && endpoint.Method != "HEAD").Select(scene.Fill))
        {
            responses.Add($"{await api.SendAsync(HttpMethod.Parse(endpoint.Method), endpoint.Path, endpoint.Body)}");
        }

        Assert.That(responses, Is.Not.Empty.And.All.EqualTo(Missing));
    }

    private static IEnumerable<(string Method, RouteEndpoint Endpoint)> RoutesOf(CleanAuthHost host) =>
        from endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [""]
        select (method, endpoint);

    private static bool IsApi(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText!.StartsWith("api/", StringComparison.Ordinal)
        || endpoint.RoutePattern.RawText.StartsWith(".well-known/", StringComparison.Ordinal);

    private static string Describe((string Method, RouteEndpoint Endpoint) route) => Describe(
        $"{route.Method} {route.Endpoint.RoutePattern.RawText}",
        CallersOf(route.Endpoint),
        route.Endpoint.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName);

    private static string Describe(string route, string callers, string? limit) => $"{route}: {callers}, {limit}";

    // Application checks the rights of staff, not the route.
    private static string CallersBesideRights(ApiEndpoint endpoint) => endpoint.IsForStaff ? Callers.Bearer : endpoint.Callers;

    private static string CallersOf(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<OptionalBearerAttribute>() is not null)
        {
            return Callers.AnyoneOrBearer;
        }

        bool isOpen = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || endpoint.Metadata.GetMetadata<IAuthorizeData>() is null;
        return isOpen ? Callers.Anyone : Callers.Bearer;
    }
}
