using CleanAuth.Application.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CleanAuth.WebApi.Admin;

/// <summary>Writes the version of an account or group into the header ETag (RFC 9110 section 8.8.3).</summary>
internal sealed class ETagFilter : IResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is ObjectResult { Value: IVersioned versioned })
        {
            context.HttpContext.Response.Headers.ETag = $"\"{versioned.Version}\"";
        }
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
        // Nothing to do: OnResultExecuting wrote the header.
    }
}
