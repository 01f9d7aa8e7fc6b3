using System.Net;
using System.Security.Claims;
using CleanAuth.Application.Admin.AdminLogin.LogInToAdmin;
using Microsoft.AspNetCore.Authentication;

namespace CleanAuth.WebApi.AdminPages.Login;

/// <summary>
/// A cookie of the admin's pages. It goes to them alone, only with requests that one of them makes, and no script sees it.
/// </summary>
internal sealed class AdminCookie : CookieBuilder
{
    /// <summary>How the one that holds a session is called among the ways to authenticate.</summary>
    public const string Scheme = "Admin";

    private readonly bool isHttpsRequired;

    private readonly IHttpContextAccessor accessor;

    private AdminCookie(string name, bool isHttpsRequired, IHttpContextAccessor accessor)
    {
        this.isHttpsRequired = isHttpsRequired;
        this.accessor = accessor;

        // A browser takes a name with this prefix over HTTPS only. The stronger __Host- would have to go to every path.
        Name = isHttpsRequired ? $"__Secure-{name}" : name;
        HttpOnly = true;
        SameSite = SameSiteMode.Strict;
        IsEssential = true;
    }

    /// <summary>The pages' own folder, below the prefix of the proxy: another application of the host must not get the cookie.</summary>
    public override string Path => $"{accessor.HttpContext?.Request.PathBase}{PagesFolder.Root}";

    public static AdminCookie OfSession(bool isHttpsRequired, IHttpContextAccessor accessor) => new("cleanauth-admin", isHttpsRequired, accessor);

    public static AdminCookie OfForms(bool isHttpsRequired, IHttpContextAccessor accessor) => new("cleanauth-form", isHttpsRequired, accessor);

    public static AdminCookie OfNotices(bool isHttpsRequired, IHttpContextAccessor accessor) => new("cleanauth-notice", isHttpsRequired, accessor);

    /// <summary>Puts a session into the cookie: two ids, encrypted.</summary>
    public static Task WriteAsync(HttpContext context, AdminSessionDto session)
    {
        // Tokens of forms are bound to "sub", so that a form of an earlier session is accepted from the same person, and from no other.
        Claim[] claims = [new("sub", $"{session.UserId}"), new("user_id", $"{session.UserId}"), new("sid", $"{session.SessionId}")];
        return context.SignInAsync(
            Scheme,
            new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme)),
            new AuthenticationProperties { IsPersistent = false, AllowRefresh = false, ExpiresUtc = session.ExpiresAt });
    }

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        CookieOptions cookie = base.Build(context, expiresFrom);

        // Where TLS ends at a proxy that does not say so, only the name tells whether a browser came over plain HTTP.
        cookie.Secure = isHttpsRequired || context.Request.IsHttps || !IsLoopback(context.Request.Host.Host);
        return cookie;
    }

    private static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
