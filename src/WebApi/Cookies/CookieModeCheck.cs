using CleanAuth.Application.Errors;
using CleanAuth.WebApi.Errors;
using CleanAuth.WebApi.Hosting;
using Microsoft.Extensions.Options;

namespace CleanAuth.WebApi.Cookies;

/// <summary>Decides whether a request may use cookie mode.</summary>
internal sealed partial class CookieModeCheck(
    IOptions<RefreshCookieOptions> cookies,
    IOptions<CorsOptions> cors,
    ILogger<CookieModeCheck> logger)
{
    private const string UnknownTransport =
        $"{TransportHeader.Name} has an unknown value. Send {TransportHeader.Cookie}, or leave the header out.";

    private const string Disabled = $"Cookie mode is disabled. Set Cookies:Enabled, or leave the header {TransportHeader.Name} out.";

    private int crossSiteWarnings;

    public void Require(HttpRequest request)
    {
        if (!TransportHeader.IsCookie(request))
        {
            throw InvalidInputException.Of(InvalidInputException.NoField, UnknownTransport);
        }

        if (!cookies.Value.Enabled)
        {
            throw InvalidInputException.Of(InvalidInputException.NoField, Disabled);
        }

        RequireOrigin(request);
    }

    // Browsers send Origin with every method that changes something, so a request without it is refused too.
    private void RequireOrigin(HttpRequest request)
    {
        string origin = request.Headers.Origin.ToString();
        if (origin == $"{request.Scheme}://{request.Host}")
        {
            return;
        }

        if (!cors.Value.AllowedOrigins.Contains(origin))
        {
            throw new OriginNotAllowedException();
        }

        // Warn once, because every request of the app would repeat the warning.
        if (request.Headers["Sec-Fetch-Site"] == "cross-site" && Interlocked.Exchange(ref crossSiteWarnings, 1) == 0)
        {
            CrossSiteRequest(logger, origin);
        }
    }

    [LoggerMessage(5004, LogLevel.Warning, "Cookie mode cannot work for {Origin}: the app is on another site than this service, so browsers do not keep or send the cookie. Serve both below one registrable domain.")]
    private static partial void CrossSiteRequest(ILogger logger, string origin);
}
