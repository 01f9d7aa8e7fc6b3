namespace CleanAuth.WebApi.FunctionalTests.Fuzzing;

/// <summary>A route, and the members of its body with a good value each, so that some requests get past the first check.</summary>
internal sealed record FuzzedEndpoint(string Method, string Path, bool IsWrapped, params (string Name, string Good)[] Members)
{
    public bool IsForStaff => Path.StartsWith("/api/admin/", StringComparison.Ordinal);

    private static readonly (string, string)[] Profile =
        [("email", "${EMAIL}"), ("username", "${USERNAME}"), ("password", "${PASSWORD}"), ("bio", "b"), ("full_name", "f"), ("birth_date", "2000-01-01"), ("language", "de")];

    private static readonly (string, string)[] Credentials = [("email", "${EMAIL}"), ("password", "${PASSWORD}")];

    private static readonly (string, string)[] OfGroup = [("name", "${NEW}"), ("permissions", "add_user")];

    private static readonly FuzzedEndpoint[] ForStaff =
    [
        new("GET", "/api/admin/users/?q=u&ordering=-email&page_size=2", false),
        new("GET", "/api/admin/users/?q=%00&is_active=maybe&cursor=x%ff&page_size=-1", false),
        new("GET", "/api/admin/users/export/?is_staff=false", false),
        new("POST", "/api/admin/users/", false, [("email", "${NEW}@example.com"), ("username", "${NEW}"), ("password", "${PASSWORD}"), ("birth_date", "2000-01-01")]),
        new("GET", "/api/admin/users/${ID}/", false),
        new("PATCH", "/api/admin/users/${ID}/", false, Profile),
        new("PUT", "/api/admin/users/${ID}/rights/", false, ("is_staff", "x"), ("is_superuser", "x"), ("groups", "x"), ("user_permissions", "add_user")),
        new("PUT", "/api/admin/users/${ID}/password/", false, ("password", "${PASSWORD}")),
        new("POST", "/api/admin/users/${ID}/deactivate/", false),
        new("DELETE", "/api/admin/users/${ID}/", false),
        new("POST", "/api/admin/users/bulk/", false, ("action", "activate"), ("user_ids", "${ID}")),
        new("GET", "/api/admin/users/${ID}/sessions/?cursor=x", false),
        new("DELETE", "/api/admin/users/${ID}/sessions/", false),
        new("GET", "/api/admin/users/${ID}/refresh-tokens/", false),
        new("GET", "/api/admin/trace/${ID}/", false),
        new("GET", "/api/admin/security-events/?user=${ID}&kind=logged_in&since=0001-01-01T00:00:00Z&cursor=0", false),
        new("GET", "/api/admin/security-events/?until=x&kind=x", false),
        new("GET", "/api/admin/overview/", false),
        new("POST", "/api/admin/groups/", false, OfGroup),
        new("PUT", "/api/admin/groups/${ID}/", false, OfGroup),
    ];

    public static readonly FuzzedEndpoint[] All =
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
        new("POST", "/api/password/reset/", false, ("email", "${EMAIL}")),
        new("POST", "/api/password/reset/confirm/", false, ("token", "${ACCESS}"), ("new_password", "${PASSWORD}")),
        new("POST", "/api/email/verify/", false, ("token", "${ACCESS}"), ("password", "${PASSWORD}")),
        new("POST", "/api/email/verify/resend/", false, ("email", "${NEW}@example.com")),
        new("POST", "/api/email/change/confirm/", false, ("token", "${ACCESS}"), ("password", "${PASSWORD}")),
        new("POST", "/api/email/change/undo/", false, ("token", "${ACCESS}")),
        new("GET", "/api/user/", true),
        new("DELETE", "/api/user/", false, ("current_password", "wrong ${PASSWORD}")),
        new("POST", "/api/user/delete/", false, ("current_password", "wrong ${PASSWORD}")),
        new("GET", "/api/user/export/", false),
        new("POST", "/api/user/restore/", false, ("token", "${REFRESH}")),
        new("POST", "/api/sessions/report/", false, ("token", "${REFRESH}")),
        new("POST", "/api/login/code/", false, ("email", "${EMAIL}")),
        new("POST", "/api/login/code/confirm/", false, ("nonce", "n"), ("code", "123456")),
        new("POST", "/api/login/code/confirm/", false, ("nonce", "n"), ("token", "t")),
        new("POST", "/api/password/change/", false, ("current_password", "${PASSWORD}"), ("new_password", "${PASSWORD}x")),
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
        .. ForStaff,
    ];
}
