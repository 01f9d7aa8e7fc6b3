using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Net.Http.Headers;

namespace CleanAuth.WebApi.Errors;

/// <summary>
/// Refuses a body with a <c>Content-Encoding</c>, whatever it names, or with a transfer coding beside <c>chunked</c>: bodies are read as they come, and a proxy or a scanner
/// in front that decodes them would see another text than the service. An authorization filter, and the first one, because
/// the check of anti-forgery tokens is one and reads the form.
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
