using CleanAuth.WebApi.FunctionalTests.Endpoints;

namespace CleanAuth.WebApi.FunctionalTests.Fuzzing;

/// <summary>A route, and the members of its body, each with a valid value as JSON, so that some requests pass the first check.</summary>
internal sealed record FuzzedEndpoint(string Method, string Path, bool IsWrapped, params (string Name, string Json)[] Members)
{
    // Queries, ids and routes that are not in the table of endpoints.
    private static readonly FuzzedEndpoint[] More =
    [
        new("GET", "/api/admin/users/?q=u&ordering=-email&page_size=2", false),
        new("GET", "/api/admin/users/?q=%00&is_active=maybe&cursor=x%ff&page_size=-1", false),
        new("GET", "/api/admin/users/export/?is_staff=false", false),
        new("GET", "/api/admin/users/{user}/sessions/?cursor=x", false),
        new("GET", "/api/admin/security-events/?user={user}&kind=logged_in&since=0001-01-01T00:00:00Z&cursor=0", false),
        new("GET", "/api/admin/security-events/?until=x&kind=x", false),
        new("POST", "/api/login/code/confirm/", false, ("nonce", "\"n\""), ("token", "\"t\"")),
        new("DELETE", "/api/sessions/?all=true", false),
        new("DELETE", "/api/sessions/?all=maybe&all", false),
        new("DELETE", "/api/sessions/x%01/", false),
        new("GET", "/api/security-events/?cursor=x%ff", false),
        new("GET", "/health/ready", false),
        new("POST", "/api/nowhere/", false, ("x", "\"y\"")),
    ];

    public static readonly FuzzedEndpoint[] All =
    [
        .. EndpointTable.All
            .Where(endpoint => endpoint.Method != "HEAD")
            .Select(endpoint => new FuzzedEndpoint(endpoint.Method, endpoint.Path, endpoint.IsWrapped, endpoint.Members)),
        .. More,
    ];

    public bool IsForStaff => Path.StartsWith("/api/admin/", StringComparison.Ordinal);
}
