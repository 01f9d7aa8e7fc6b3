using CleanAuth.WebApi.Hosting;

namespace CleanAuth.WebApi.Errors;

/// <summary>Answers for a request that took longer than <see cref="LimitOptions.RequestTimeout"/>.</summary>
internal sealed partial class TimeoutAnswer
{
    public static Task AnswerAsync(HttpContext context)
    {
        ILogger logger = context.RequestServices.GetRequiredService<ILogger<TimeoutAnswer>>();
        RequestTimedOut(logger, context.Request.Method, context.GetEndpoint()?.DisplayName);

        // The token of the request that was given up would give up its answer too.
        context.RequestAborted = CancellationToken.None;
        return ErrorMapper.TimedOut.WriteAsync(context);
    }

    // The endpoint, and not the path, which the client chooses.
    [LoggerMessage(5002, LogLevel.Warning, "{Method} {Endpoint} took longer than Limits:RequestTimeout and was given up.")]
    private static partial void RequestTimedOut(ILogger logger, string method, string? endpoint);
}
