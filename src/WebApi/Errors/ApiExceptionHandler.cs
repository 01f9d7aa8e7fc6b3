using Microsoft.AspNetCore.Diagnostics;

namespace CleanAuth.WebApi.Errors;

internal sealed partial class ApiExceptionHandler(ILogger<ApiExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer.
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        ErrorResponse response = ErrorMapper.Map(exception);
        if (ErrorMapper.IsOurs(response))
        {
            RequestFailed(logger, response.Status, exception);
        }

        await response.WriteAsync(httpContext);
        return true;
    }

    [LoggerMessage(5001, LogLevel.Error, "A request failed with status {Status}.")]
    private static partial void RequestFailed(ILogger logger, int status, Exception exception);
}
