namespace CleanAuth.WebApi.AdminPages.Shared;

/// <summary>Where to go after a form, as the form says.</summary>
internal static class ReturnUrl
{
    private static readonly Uri Anywhere = new("https://admin.invalid");

    /// <summary>The address if it is a page of the admin, else the first page: nobody is sent elsewhere by a link to a form.</summary>
    public static string OrHome(string? url) => IsPage(url) ? url! : PagesFolder.Home;

    // As a browser reads it: it takes a backslash for a slash, drops tabs and line breaks, and follows dots upwards. Other than ASCII no header can say.
    private static bool IsPage(string? url) =>
        url is not null
        && url.StartsWith(PagesFolder.Home, StringComparison.Ordinal)
        && !url.Any(character => character is '\\' or '#' || char.IsControl(character) || !char.IsAscii(character))
        && Uri.TryCreate(Anywhere, url, out Uri? whole)
        && whole.Host == Anywhere.Host
        && whole.AbsolutePath.StartsWith(PagesFolder.Home, StringComparison.Ordinal);
}
