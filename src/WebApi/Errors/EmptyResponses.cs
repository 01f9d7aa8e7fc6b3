using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;

namespace CleanAuth.WebApi.Errors;

/// <summary>Gives failures that routing and the framework leave empty their body, and answers OPTIONS.</summary>
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
                // RFC 9110 section 9.3.7: which methods the resource has is what was asked.
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
            }
        }

        // Before an endpoint is chosen nothing but the filter of hosts says so.
        if (http.Response.StatusCode == StatusCodes.Status400BadRequest && http.GetEndpoint() is null)
        {
            return ErrorMapper.UnknownHost.WriteAsync(http);
        }

        return ErrorMapper.Status(http.Response.StatusCode, http.Request.Method).WriteAsync(http);
    }
}
