namespace CleanAuth.WebApi.AdminPages.Forms;

/// <summary>The address that a form returns to.</summary>
internal static class ReturnUrl
{
    private static readonly Uri Anywhere = new("https://admin.invalid");

    /// <summary>The address if it is an admin page, otherwise the overview: a link to a form must not redirect to another site.</summary>
    public static string OrHome(string? url) => IsPage(url) ? url! : AdminPaths.Home;

    // Browsers read a backslash as a slash, drop tabs and line breaks, and resolve dots. Headers are ASCII.
    private static bool IsPage(string? url) =>
        url is not null
        && url.StartsWith(AdminPaths.Home, StringComparison.Ordinal)
        && !url.Any(character => character is '\\' or '#' || char.IsControl(character) || !char.IsAscii(character))
        && Uri.TryCreate(Anywhere, url, out Uri? whole)
        && whole.Host == Anywhere.Host
        && whole.AbsolutePath.StartsWith(AdminPaths.Home, StringComparison.Ordinal);
}
