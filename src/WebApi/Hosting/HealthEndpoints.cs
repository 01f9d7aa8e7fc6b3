using CleanAuth.WebApi.Errors;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CleanAuth.WebApi.Hosting;

internal static class HealthEndpoints
{
    private const string Folder = "/health";
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    // Without named methods, health checks would accept every method, even TRACE.
    private static readonly HttpMethodMetadata GetAndHead = new([HttpMethods.Get, HttpMethods.Head]);

    /// <summary><c>/health/live</c>: the process runs. <c>/health/ready</c>: the dependencies of the service work too.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks($"{Folder}/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync })
            .WithMetadata(GetAndHead);
        routes.MapHealthChecks($"{Folder}/ready", new HealthCheckOptions { ResponseWriter = WriteAsync })
            .WithMetadata(GetAndHead);
    }

    /// <summary>Whether the request is a health probe, which uses an IP address and plain HTTP.</summary>
    public static bool IsProbe(HttpContext context) => context.Request.Path.StartsWithSegments(Folder);

    // Both responses have the measurements of the checks: operators need them most when a check fails.
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        IEnumerable<KeyValuePair<string, object>> measured = report.Entries.Values.SelectMany(entry => entry.Data);
        if (report.Status == HealthStatus.Healthy)
        {
            Dictionary<string, object> healthy = new([new("status", "healthy"), .. measured]);
            return context.Response.WriteAsJsonAsync(healthy, context.RequestAborted);
        }

        string failing = string.Join(", ", report.Entries
            .Where(entry => entry.Value.Status != HealthStatus.Healthy)
            .Select(entry => entry.Key));
        Dictionary<string, object> body = new([new("detail", $"Not ready: {failing}."), new("code", "not_ready"), .. measured]);
        return new ErrorResponse(StatusCodes.Status503ServiceUnavailable, body) { RetryAfter = RetryAfter }.WriteAsync(context);
    }
}
