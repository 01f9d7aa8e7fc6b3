using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace CleanAuth.WebApi.Cookies;

/// <summary>
/// The rule for the logout: a valid access token, or in cookie mode the cookie alone, so that a user whose access token has expired can
/// still log out.
/// </summary>
internal static class CookieLogout
{
    public const string Policy = "Logout";

    public static void Configure(AuthorizationPolicyBuilder policy) => policy.RequireAssertion(IsAllowed);

    private static bool IsAllowed(AuthorizationHandlerContext context) =>
        context.User.Identity?.IsAuthenticated == true
        || (context.Resource is HttpContext http
            && http.GetEndpoint()?.Metadata.GetMetadata<SupportsCookieModeAttribute>() is { EndsSession: true }
            && TransportHeader.IsCookie(http.Request)
            && http.RequestServices.GetRequiredService<IOptions<RefreshCookieOptions>>().Value.Enabled);
}
