using CleanAuth.WebApi.Errors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Net.Http.Headers;

namespace CleanAuth.WebApi.Mvc;

/// <summary>
/// Refuses a body with any <c>Content-Encoding</c>, or with a transfer coding other than <c>chunked</c>. The service never decodes
/// bodies, so a proxy that does would inspect a different text. This filter runs first, because the anti-forgery check is an
/// authorization filter too and reads the form.
/// </summary>
internal sealed class UnencodedBodyFilter : IAuthorizationFilter, IOrderedFilter
{
    public int Order => int.MinValue;

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        HttpContext http = context.HttpContext;
        bool hasBody = http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != false;
        if (hasBody && (http.Request.Headers.ContainsKey(HeaderNames.ContentEncoding) || HasTransferCoding(http.Request)))
        {
            throw new UnsupportedContentEncodingException();
        }
    }

    // The server reads "gzip, chunked" as if it were "chunked" alone.
    private static bool HasTransferCoding(HttpRequest request) =>
        (string?)request.Headers.TransferEncoding is { } coding && !coding.Equals("chunked", StringComparison.OrdinalIgnoreCase);
}
