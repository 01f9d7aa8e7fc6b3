using CleanAuth.Application.Admin;

namespace CleanAuth.WebApi.AdminPages;

/// <summary>Where the admin's pages are.</summary>
internal static class PagesFolder
{
    public const string Root = "/admin";
    public const string Home = $"{Root}/";
    public const string Login = $"{Root}/login/";

    // The library's stylesheet holds its icons as data. Nothing is written into a page that runs or styles it.
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Whether a request is for a page, or for what a page would be.</summary>
    public static bool Cover(HttpContext context) =>
        context.Request.Path.StartsWithSegments(Root) && context.RequestServices.GetRequiredService<AdminOptions>().Enabled;
}
