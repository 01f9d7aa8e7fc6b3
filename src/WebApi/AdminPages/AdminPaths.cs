using CleanAuth.Application.Admin;

namespace CleanAuth.WebApi.AdminPages;

/// <summary>The paths of the admin pages.</summary>
internal static class AdminPaths
{
    public const string Root = "/admin";
    public const string Home = $"{Root}/";
    public const string Login = $"{Root}/login/";

    // The stylesheet embeds its icons as data URLs. Pages have no inline scripts and styles.
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Whether the path of a request belongs to the admin pages, even if no page has this path.</summary>
    public static bool IsAdminPath(HttpContext context) =>
        context.Request.Path.StartsWithSegments(Root) && context.RequestServices.GetRequiredService<AdminOptions>().Enabled;
}
