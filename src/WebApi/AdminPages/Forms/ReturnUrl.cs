namespace CleanAuth.WebApi.AdminPages.Forms;

/// <summary>The URL to return to after a form.</summary>
internal static class ReturnUrl
{
    private static readonly Uri Anywhere = new("https://admin.invalid");

    /// <summary>Returns the URL if it is an admin page, otherwise the overview, to prevent an open redirect.</summary>
    public static string OrHome(string? url) => IsPage(url) ? url! : AdminPaths.Home;

    // Browsers read a backslash as a slash, drop tabs and line breaks, and resolve dots. The header Location is ASCII.
    private static bool IsPage(string? url) =>
        url is not null
        && url.StartsWith(AdminPaths.Home, StringComparison.Ordinal)
        && !url.Any(character => character is '\\' or '#' || char.IsControl(character) || !char.IsAscii(character))
        && Uri.TryCreate(Anywhere, url, out Uri? whole)
        && whole.Host == Anywhere.Host
        && whole.AbsolutePath.StartsWith(AdminPaths.Home, StringComparison.Ordinal);
}
