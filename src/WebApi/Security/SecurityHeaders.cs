using CleanAuth.WebApi.AdminPages;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CleanAuth.WebApi.Security;

/// <summary>
/// Adds the security headers to every response. They are written when the response starts, because an error clears earlier
/// headers. Responses without Cache-Control get no-store.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next, IOptions<HttpsOptions> https, IHostEnvironment environment)
{
    // API responses load no resources and cannot be framed.
    private const string ApiPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string PermissionsPolicy =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), "
        + "payment=(), usb=()";

    // RFC 6797 section 7.2: only over HTTPS. In Development it would block other sites on localhost.
    private readonly string? strictTransport = environment.IsDevelopment() ? null : StrictTransport(https.Value);

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            Write(context);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private void Write(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = PermissionsPolicy;

        // These block every use by pages of other origins except CORS requests.
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (StringValues.IsNullOrEmpty(headers.ContentSecurityPolicy))
        {
            headers.ContentSecurityPolicy = AdminPaths.IsAdminPath(context) ? AdminPaths.ContentSecurityPolicy : ApiPolicy;
        }

        if (StringValues.IsNullOrEmpty(headers.CacheControl))
        {
            headers.CacheControl = "no-store";
        }

        // The framework sets it on some responses only. Without it, a cache could serve a response to a page of another origin.
        if (!headers.Vary.ToString().Contains(HeaderNames.Origin, StringComparison.OrdinalIgnoreCase))
        {
            headers.Append(HeaderNames.Vary, HeaderNames.Origin);
        }

        if (strictTransport is not null && context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = strictTransport;
        }
    }

    private static string StrictTransport(HttpsOptions options) =>
        $"max-age={(long)options.HstsMaxAge.TotalSeconds}{(options.HstsIncludeSubDomains ? "; includeSubDomains" : "")}";
}
