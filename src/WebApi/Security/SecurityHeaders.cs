using CleanAuth.WebApi.AdminPages;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CleanAuth.WebApi.Security;

/// <summary>
/// Puts the headers on every answer, those of failures too: they are written when the answer starts, because a failure
/// clears what was set before. What does not say that it may be stored is not.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next, IOptions<HttpsOptions> https, IHostEnvironment environment)
{
    // What is no page may load nothing and be framed by nobody.
    private const string ApiPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string NoPowers =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

    // RFC 6797 section 7.2: only over HTTPS. A developer's machine must not keep browsers from its other sites.
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
        headers["Permissions-Policy"] = NoPowers;

        // These do not concern the calls that CORS allows, but every other use by a page of another origin.
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (StringValues.IsNullOrEmpty(headers.ContentSecurityPolicy))
        {
            headers.ContentSecurityPolicy = PagesFolder.Cover(context) ? PagesFolder.Policy : ApiPolicy;
        }

        if (StringValues.IsNullOrEmpty(headers.CacheControl))
        {
            headers.CacheControl = "no-store";
        }

        // The framework says it of some answers only; one without it must not serve a page of another origin from a cache.
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
