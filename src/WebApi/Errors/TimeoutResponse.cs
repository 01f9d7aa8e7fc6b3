using CleanAuth.WebApi.Hosting;

namespace CleanAuth.WebApi.Errors;

/// <summary>Writes the response to a request that took longer than <see cref="LimitOptions.RequestTimeout"/>.</summary>
internal sealed partial class TimeoutResponse
{
    public static Task WriteAsync(HttpContext context)
    {
        ILogger logger = context.RequestServices.GetRequiredService<ILogger<TimeoutResponse>>();
        RequestTimedOut(logger, context.Request.Method, context.GetEndpoint()?.DisplayName);

        // The canceled token of the request would cancel the response too.
        context.RequestAborted = CancellationToken.None;
        return ErrorMapper.TimedOut.WriteAsync(context);
    }

    // Log the endpoint, because the client chooses the path.
    [LoggerMessage(5002, LogLevel.Warning, "{Method} {Endpoint} took longer than Limits:RequestTimeout and was cancelled.")]
    private static partial void RequestTimedOut(ILogger logger, string method, string? endpoint);
}
