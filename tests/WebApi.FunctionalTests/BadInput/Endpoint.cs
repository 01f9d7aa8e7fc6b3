namespace CleanAuth.WebApi.FunctionalTests.BadInput;

/// <summary>An endpoint that reads a body, and how a good body of it is written.</summary>
internal sealed record Endpoint(string Method, string Path, string Field, string Value, string Rest = "", bool Wrapped = false)
{
    /// <summary>Every endpoint that reads a body. The tokens in them are no tokens: a good body is only well-formed.</summary>
    public static readonly Endpoint[] All =
    [
        new("POST", "/api/register/", "email", "\"eve@example.com\"", ""","username":"eve","password":"correct horse" """, Wrapped: true),
        new("POST", "/api/login/", "email", "\"eve@example.com\"", ""","password":"correct horse" """, Wrapped: true),
        new("PUT", "/api/user/", "email", "\"eve@example.com\"", ""","bio":"x" """, Wrapped: true),
        new("PATCH", "/api/user/", "email", "\"eve@example.com\"", ""","bio":"x" """, Wrapped: true),
        new("POST", "/api/password/change/", "current_password", "\"correct horse battery staple\"", ""","new_password":"short" """),
        new("POST", "/api/user/restore/", "token", "\"x\""),
        new("POST", "/api/sessions/report/", "token", "\"x\""),
        new("POST", "/api/login/code/", "email", "\"eve@example.com\""),
        new("POST", "/api/login/code/confirm/", "nonce", "\"x\"", ""","code":"123456" """),
        new("POST", "/api/logout/", "refresh", "\"a.b.c\""),
        new("POST", "/api/token/", "email", "\"eve@example.com\"", ""","password":"correct horse" """),
        new("POST", "/api/token/refresh/", "refresh", "\"a.b.c\""),
        new("POST", "/api/token/verify/", "token", "\"a.b.c\""),
        new("POST", "/api/token/blacklist/", "refresh", "\"a.b.c\""),
        new("POST", "/api/password/reset/", "email", "\"eve@example.com\""),
        new("POST", "/api/password/reset/confirm/", "token", "\"a\"", ""","new_password":"correct horse" """),
        new("POST", "/api/email/verify/", "token", "\"a\"", ""","password":"correct horse" """),
        new("POST", "/api/email/verify/resend/", "email", "\"eve@example.com\""),
        new("POST", "/api/email/change/confirm/", "token", "\"a\"", ""","password":"correct horse" """),
        new("POST", "/api/email/change/undo/", "token", "\"a\""),

        // Last, as after a good one nobody is signed in.
        new("POST", "/api/user/delete/", "current_password", "\"wrong horse\""),
        new("DELETE", "/api/user/", "current_password", "\"wrong horse\""),
    ];

    /// <summary>A good body, but for what is given.</summary>
    public string Json(string? value = null, string more = "", string? name = null) =>
        Wrap($$"""{"{{name ?? Field}}":{{value ?? Value}}{{Rest}}{{more}}}""");

    /// <summary>The text as the body of this endpoint, within <c>user</c> where it wants that.</summary>
    public string Wrap(string json) => Wrapped ? $$"""{"user":{{json}}}""" : json;

    public override string ToString() => $"{Method} {Path}";
}
