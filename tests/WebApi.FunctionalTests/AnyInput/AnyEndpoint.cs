namespace CleanAuth.WebApi.FunctionalTests.AnyInput;

/// <summary>A route, and the members of its body with a good value each, so that some requests get past the first check.</summary>
internal sealed record AnyEndpoint(string Method, string Path, bool IsWrapped, params (string Name, string Good)[] Members)
{
    private static readonly (string, string)[] Profile =
        [("email", "${EMAIL}"), ("username", "${USERNAME}"), ("password", "${PASSWORD}"), ("bio", "b"), ("full_name", "f"), ("birth_date", "2000-01-01")];

    private static readonly (string, string)[] Credentials = [("email", "${EMAIL}"), ("password", "${PASSWORD}")];

    public static readonly AnyEndpoint[] All =
    [
        new("POST", "/api/register/", true, [("email", "${NEW}@example.com"), ("username", "${NEW}"), ("password", "${PASSWORD}"), ("bio", "b"), ("full_name", "f")]),
        new("POST", "/api/login/", true, Credentials),
        new("POST", "/api/token/", false, Credentials),
        new("POST", "/api/token/refresh/", false, ("refresh", "${REFRESH}")),
        new("POST", "/api/token/verify/", false, ("token", "${ACCESS}")),
        new("POST", "/api/token/blacklist/", false, ("refresh", "${REFRESH}")),
        new("POST", "/api/logout/", false, ("refresh", "${REFRESH}")),
        new("PUT", "/api/user/", true, Profile),
        new("PATCH", "/api/user/", true, Profile),
        new("POST", "/api/password/change/", false, ("current_password", "${PASSWORD}"), ("new_password", "${PASSWORD}")),
        new("GET", "/api/user/", true),
        new("DELETE", "/api/user/", true),
        new("GET", "/api/sessions/", false),
        new("DELETE", "/api/sessions/", false),
        new("DELETE", "/api/sessions/?all=true", false),
        new("DELETE", "/api/sessions/?all=maybe&all", false),
        new("DELETE", "/api/sessions/00000000-0000-0000-0000-000000000000/", false),
        new("DELETE", "/api/sessions/x%01/", false),
        new("GET", "/api/security-events/", false),
        new("GET", "/api/security-events/?cursor=x%ff", false),
        new("GET", "/.well-known/jwks.json", false),
        new("GET", "/.well-known/openid-configuration", false),
        new("GET", "/health/ready", false),
        new("POST", "/api/nowhere/", false, ("x", "y")),
    ];
}
