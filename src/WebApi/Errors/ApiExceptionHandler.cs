using System.Threading.RateLimiting;
using CleanAuth.Application.Errors;
using CleanAuth.WebApi.Security;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace CleanAuth.WebApi.Errors;

internal sealed partial class ApiExceptionHandler(ILogger<ApiExceptionHandler> logger) : IExceptionHandler, IDisposable
{
    // Limit the log lines per caller, so that repeated refused requests do not fill the log.
    private readonly PartitionedRateLimiter<Guid> refusals = PartitionedRateLimiter.Create<Guid, Guid>(userId =>
        RateLimitPartition.GetFixedWindowLimiter(userId, _ => new() { PermitLimit = 10, Window = TimeSpan.FromMinutes(1) }));

    public void Dispose() => refusals.Dispose();

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The client has disconnected.
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        ErrorResponse response = ErrorMapper.Map(exception);
        if (ErrorMapper.IsServerFault(response))
        {
            RequestFailed(logger, response.Status, exception);
        }
        else if (exception is PermissionDeniedException)
        {
            LogRefusal(httpContext);
        }

        await response.WriteAsync(httpContext);
        return true;
    }

    private void LogRefusal(HttpContext httpContext)
    {
        Guid userId = httpContext.User.UserId();
        using RateLimitLease lease = refusals.AttemptAcquire(userId);
        if (lease.IsAcquired)
        {
            PermissionDenied(logger, userId, httpContext.Request.Method, RouteOf(httpContext));
        }
    }

    // Log the template of the route, because the caller chooses the path.
    private static string? RouteOf(HttpContext httpContext) =>
        (httpContext.Features.GetRequiredFeature<IExceptionHandlerFeature>().Endpoint as RouteEndpoint)?.RoutePattern.RawText;

    [LoggerMessage(5001, LogLevel.Error, "A request failed with status {Status}.")]
    private static partial void RequestFailed(ILogger logger, int status, Exception exception);

    [LoggerMessage(5003, LogLevel.Warning, "User {UserId} was refused {Method} {Route}.")]
    private static partial void PermissionDenied(ILogger logger, Guid userId, string method, string? route);
}
