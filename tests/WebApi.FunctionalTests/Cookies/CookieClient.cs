using System.Text;
using System.Text.Json;

namespace CleanAuth.WebApi.FunctionalTests.Cookies;

/// <summary>Sends requests in cookie mode as the page of an origin, with a cookie that the test chooses.</summary>
internal sealed class CookieClient(CleanAuthHost host, Api api)
{
    /// <summary>The origin of an app that the service allows.</summary>
    public const string Spa = "https://app.example.com";

    public static readonly (string Name, string Value)[] Settings = [("Cookies:Enabled", "true"), ("Cors:AllowedOrigins:0", Spa)];

    /// <summary>The origin of a page of the service itself.</summary>
    public string Own => host.BaseAddress.GetLeftPart(UriPartial.Authority);

    public Task<ApiResponse> LogInAsync() => PostAsync("/api/token/", new { email = TestData.Email, password = TestData.Password });

    public Task<ApiResponse> RefreshAsync(string cookie, string origin = Spa) => PostAsync("/api/token/refresh/", cookie: cookie, origin: origin);

    public Task<ApiResponse> PostAsync(
        string path,
        object? body = null,
        string? cookie = null,
        string? origin = Spa,
        string transport = "cookie",
        string access = "",
        params (string Name, string Value)[] headers) => api.SendAsync(
            HttpMethod.Post,
            path,
            body is null ? null : new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
            access,
            [
                .. headers,
                .. Header(CookieTransport.Header, transport),
                .. Header("Origin", origin),
                .. Header("Cookie", cookie is null ? null : $"{CookieTransport.Cookie}={cookie}"),
            ]);

    private static (string, string)[] Header(string name, string? value) => value is null ? [] : [(name, value)];
}
