using CleanAuth.WebApi.Cookies;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace CleanAuth.WebApi.Hosting;

/// <summary>The CORS policies for the origins of <c>Cors:AllowedOrigins</c>.</summary>
internal static class CorsSetup
{
    /// <summary>
    /// The policy of the endpoints that use the refresh cookie. No other endpoint allows credentials, because the pages of the admin
    /// have cookies too.
    /// </summary>
    public const string WithCookies = "cookies";

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    // The list of the Django backend, If-Match, and the headers that tracing libraries add to every request.
    private static readonly string[] Headers =
    [
        "accept", "accept-encoding", "authorization", "content-type", "dnt", "origin", "user-agent", "x-csrftoken", "x-requested-with",
        "if-match",
        "traceparent", "tracestate", "baggage", "sentry-trace",
    ];

    // Clients need these headers, and browsers hide them from pages by default.
    private static readonly string[] ExposedHeaders = ["Retry-After", "WWW-Authenticate", "ETag", "Location", "Content-Disposition"];
    private static readonly TimeSpan PreflightMaxAge = TimeSpan.FromHours(1);

    public static void AddAllowedOrigins(this IServiceCollection services)
    {
        services.AddOptions<CorsOptions>().BindConfiguration(CorsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddCors();
        services.AddOptions<Microsoft.AspNetCore.Cors.Infrastructure.CorsOptions>()
            .Configure<IOptions<CorsOptions>, IOptions<RefreshCookieOptions>>((cors, options, cookies) =>
            {
                cors.AddDefaultPolicy(policy => Allow(policy, options.Value, cookies.Value));
                cors.AddPolicy(WithCookies, policy =>
                {
                    Allow(policy, options.Value, cookies.Value);
                    if (cookies.Value.Enabled)
                    {
                        policy.AllowCredentials();
                    }
                });
            });
    }

    private static void Allow(CorsPolicyBuilder policy, CorsOptions options, RefreshCookieOptions cookies)
    {
        string[] transport = cookies.Enabled ? [TransportHeader.Name] : [];
        policy
            .WithOrigins(options.AllowedOrigins)
            .WithMethods(Methods)
            .WithHeaders([.. Headers, .. transport, .. options.AllowedHeaders])
            .WithExposedHeaders(ExposedHeaders)
            .SetPreflightMaxAge(PreflightMaxAge);
    }
}
