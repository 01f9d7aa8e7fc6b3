using System.Buffers.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace CleanAuth.WebApi.Cookies;

/// <summary>The cookie with the refresh token of a browser.</summary>
internal sealed class RefreshCookie(IOptions<RefreshCookieOptions> options, IHostEnvironment environment, TimeProvider clock)
{
    // Browsers accept the prefix only with Secure, with the path / and without a domain, so no other host can set this cookie.
    private const string Name = "__Host-cleanauth-refresh";

    private const string NameInDevelopment = "cleanauth-refresh";

    public string? Read(HttpRequest request) => request.Cookies[NameFor(request)];

    /// <summary>Stores the token in the browser until the token expires.</summary>
    public void Set(HttpContext context, string token)
    {
        CookieOptions cookie = OptionsFor(context.Request);
        cookie.MaxAge = ExpiryOf(token) - clock.GetUtcNow();
        context.Response.Cookies.Append(NameFor(context.Request), token, cookie);
    }

    public void Delete(HttpContext context) => context.Response.Cookies.Delete(NameFor(context.Request), OptionsFor(context.Request));

    private string NameFor(HttpRequest request) => IsSecure(request) ? Name : NameInDevelopment;

    private CookieOptions OptionsFor(HttpRequest request) => new()
    {
        HttpOnly = true,
        Secure = IsSecure(request),
        SameSite = options.Value.SameSite,
        Path = "/",
    };

    // Outside Development the browser uses HTTPS, even if TLS ends at a proxy that does not say so.
    private bool IsSecure(HttpRequest request) => request.IsHttps || !environment.IsDevelopment();

    // The service has just issued the token, so it needs no verification.
    private static DateTimeOffset ExpiryOf(string token)
    {
        using JsonDocument claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));
        return DateTimeOffset.FromUnixTimeSeconds(claims.RootElement.GetProperty("exp").GetInt64());
    }
}
