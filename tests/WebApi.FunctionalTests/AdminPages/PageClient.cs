using System.Net;
using System.Text.RegularExpressions;

namespace CleanAuth.WebApi.FunctionalTests.AdminPages;

/// <summary>Uses the pages of the admin as a browser without scripts does: it keeps cookies and sends the fields of forms.</summary>
internal sealed partial class PageClient : IDisposable
{
    public const string Token = "__RequestVerificationToken";

    private readonly HttpClient client;

    public PageClient(CleanAuthHost host)
        : this(AddressOf(host))
    {
        // straight to the service
    }

    public PageClient(Uri address)
    {
        SocketsHttpHandler handler = new() { AllowAutoRedirect = false, CookieContainer = Cookies };
        client = new HttpClient(handler) { BaseAddress = address };
    }

    public CookieContainer Cookies { get; } = new();

    public async Task<ApiResponse> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await ApiResponse.ReadAsync(await client.SendAsync(request));
    }

    /// <summary>Sends fields without reading the page of their form first.</summary>
    public async Task<ApiResponse> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using FormUrlEncodedContent form = new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await ApiResponse.ReadAsync(await client.PostAsync(path, form));
    }

    /// <summary>Opens a page and sends one of its forms with the page's own anti-forgery token.</summary>
    public async Task<ApiResponse> SubmitAsync(string page, string path, params (string Name, string Value)[] fields) =>
        await PostAsync(path, [(Token, TokenIn(await GetAsync(page))), .. fields]);

    /// <summary>Sends a form as <see cref="SubmitAsync"/> does and returns the body byte by byte.</summary>
    public async Task<byte[]> SubmitForBytesAsync(string page, string path)
    {
        using FormUrlEncodedContent form = new([KeyValuePair.Create(Token, TokenIn(await GetAsync(page)))]);
        using HttpResponseMessage response = await client.PostAsync(path, form);
        return await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>The fields of the hidden inputs of a page, in order.</summary>
    public static (string Name, string Value)[] HiddenFieldsIn(ApiResponse page) =>
    [
        .. HiddenField().Matches(page.Body)
            .Select(match => (WebUtility.HtmlDecode(match.Groups[1].Value), WebUtility.HtmlDecode(match.Groups[2].Value))),
    ];

    public Task<ApiResponse> OpenSessionAsync(string email = TestData.Email, string password = TestData.Password, string returnUrl = "") =>
        SubmitAsync("/admin/login/?again=true", "/admin/login/", ("Email", email), ("Password", password), ("ReturnUrl", returnUrl));

    /// <summary>The targets of a page: its links, forms and files, without fragments.</summary>
    public static string[] LinksIn(ApiResponse page) =>
    [
        .. Link().Matches(page.Body)
            .Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))
            .Where(link => !link.StartsWith('#')),
    ];

    /// <summary>The anti-forgery token of a page; empty if the page has no form.</summary>
    public static string TokenIn(ApiResponse page) => AntiforgeryField().Match(page.Body).Groups[1].Value;

    public void Dispose() => client.Dispose();

    // The server has no address before it is started.
    private static Uri AddressOf(CleanAuthHost host)
    {
        using HttpClient started = host.Connect();
        return started.BaseAddress!;
    }

    [GeneratedRegex("(?:href|src|action)=\"([^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">")]
    private static partial Regex HiddenField();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryField();
}
