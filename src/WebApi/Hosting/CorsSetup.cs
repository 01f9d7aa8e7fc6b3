using Microsoft.Extensions.Options;

namespace CleanAuth.WebApi.Hosting;

/// <summary>The CORS policy for the origins of <c>Cors:AllowedOrigins</c>.</summary>
internal static class CorsSetup
{
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
            .Configure<IOptions<CorsOptions>>((cors, options) => cors.AddDefaultPolicy(policy => policy
                .WithOrigins(options.Value.AllowedOrigins)
                .WithMethods(Methods)
                .WithHeaders([.. Headers, .. options.Value.AllowedHeaders])
                .WithExposedHeaders(ExposedHeaders)
                .SetPreflightMaxAge(PreflightMaxAge)));
    }
}
