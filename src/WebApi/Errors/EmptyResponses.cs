using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;

namespace CleanAuth.WebApi.Errors;

/// <summary>Writes the body of errors that routing and the framework leave empty, and responds to OPTIONS.</summary>
internal static class EmptyResponses
{
    public static Task FillAsync(StatusCodeContext context)
    {
        HttpContext http = context.HttpContext;
        if (http.Response.StatusCode == StatusCodes.Status405MethodNotAllowed)
        {
            http.Response.Headers.Append(HeaderNames.Allow, HttpMethods.Options);
            if (HttpMethods.IsOptions(http.Request.Method))
            {
                // RFC 9110 section 9.3.7: OPTIONS asks for the methods of the resource.
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
            }
        }

        // Without an endpoint, only the host filter returns 400.
        if (http.Response.StatusCode == StatusCodes.Status400BadRequest && http.GetEndpoint() is null)
        {
            return ErrorMapper.UnknownHost.WriteAsync(http);
        }

        return ErrorMapper.Status(http.Response.StatusCode, http.Request.Method).WriteAsync(http);
    }
}
