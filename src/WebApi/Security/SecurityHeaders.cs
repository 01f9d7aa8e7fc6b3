using Microsoft.Extensions.Primitives;

namespace CleanAuth.WebApi.Security;

internal static class SecurityHeaders
{
    /// <summary>Puts the headers on every answer, those of failures too. What may carry a token or a profile is never stored.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(
            static state =>
            {
                HttpResponse response = ((HttpContext)state).Response;
                IHeaderDictionary headers = response.Headers;
                headers.XContentTypeOptions = "nosniff";
                headers.XFrameOptions = "DENY";
                headers["Referrer-Policy"] = "same-origin";
                if (response.StatusCode < StatusCodes.Status400BadRequest && StringValues.IsNullOrEmpty(headers.CacheControl))
                {
                    headers.CacheControl = "no-store";
                }

                return Task.CompletedTask;
            },
            context);
        return next(context);
    });
}
