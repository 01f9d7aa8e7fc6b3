using System.Net;
using System.Security.Claims;
using CleanAuth.Application.Admin.AdminLogin.LogInToAdmin;
using Microsoft.AspNetCore.Authentication;

namespace CleanAuth.WebApi.AdminPages.Login;

/// <summary>
/// A cookie of the admin pages. Browsers send it only to these pages and only from these pages, and hide it from scripts.
/// </summary>
internal sealed class AdminCookie : CookieBuilder
{
    /// <summary>The authentication scheme of the session cookie.</summary>
    public const string Scheme = "Admin";

    private readonly bool isHttpsRequired;

    private readonly IHttpContextAccessor accessor;

    private AdminCookie(string name, bool isHttpsRequired, IHttpContextAccessor accessor)
    {
        this.isHttpsRequired = isHttpsRequired;
        this.accessor = accessor;

        // A browser accepts this prefix over HTTPS only. The stronger prefix __Host- would need the path /.
        Name = isHttpsRequired ? $"__Secure-{name}" : name;
        HttpOnly = true;
        SameSite = SameSiteMode.Strict;
        IsEssential = true;
    }

    /// <summary>
    /// The path of the pages, below the path prefix of the proxy. Other applications on the host must not receive the cookie.
    /// </summary>
    public override string Path => $"{accessor.HttpContext?.Request.PathBase}{AdminPaths.Root}";

    public static AdminCookie ForSession(bool isHttpsRequired, IHttpContextAccessor accessor) =>
        new("cleanauth-admin", isHttpsRequired, accessor);

    public static AdminCookie ForForms(bool isHttpsRequired, IHttpContextAccessor accessor) =>
        new("cleanauth-form", isHttpsRequired, accessor);

    public static AdminCookie ForNotices(bool isHttpsRequired, IHttpContextAccessor accessor) =>
        new("cleanauth-notice", isHttpsRequired, accessor);

    /// <summary>Writes a session into the cookie: two ids, encrypted.</summary>
    public static Task WriteAsync(HttpContext context, AdminSessionDto session)
    {
        // Anti-forgery tokens are bound to "sub", so only the same account can submit a form of an earlier session.
        Claim[] claims = [new("sub", $"{session.UserId}"), new("user_id", $"{session.UserId}"), new("sid", $"{session.SessionId}")];
        return context.SignInAsync(
            Scheme,
            new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme)),
            new AuthenticationProperties { IsPersistent = false, AllowRefresh = false, ExpiresUtc = session.ExpiresAt });
    }

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        CookieOptions cookie = base.Build(context, expiresFrom);

        // If TLS ends at a proxy without X-Forwarded-Proto, only the host name shows that a browser uses plain HTTP.
        cookie.Secure = isHttpsRequired || context.Request.IsHttps || !IsLoopback(context.Request.Host.Host);
        return cookie;
    }

    private static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
