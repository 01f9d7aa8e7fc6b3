using CleanAuth.WebApi.AdminPages;
using CleanAuth.WebApi.AdminPages.Shared;

namespace CleanAuth.WebApi.Errors;

/// <summary>An error response.</summary>
internal sealed record ErrorResponse(int Status, object Body)
{
    /// <summary>The time until a retry.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether an invalid token was sent (RFC 6750 section 3.1).</summary>
    public bool InvalidToken { get; init; }

    /// <summary>Whether the content encoding is refused (RFC 9110 section 15.5.16).</summary>
    public bool RefusesEncoding { get; init; }

    public async Task WriteAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        response.StatusCode = Status;
        bool isPage = AdminPaths.IsAdminPath(context);
        if (!isPage && Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = InvalidToken
                ? "Bearer realm=\"api\", error=\"invalid_token\""
                : "Bearer realm=\"api\"";
        }

        if (RetryAfter is { } delay)
        {
            response.Headers.RetryAfter = $"{Math.Max(1, (int)Math.Ceiling(delay.TotalSeconds))}";
        }

        if (RefusesEncoding)
        {
            response.Headers.AcceptEncoding = "identity";
        }

        await (isPage
            ? FailurePage.WriteAsync(context, this)
            : response.WriteAsJsonAsync(Body, Body.GetType(), context.RequestAborted));
    }
}
