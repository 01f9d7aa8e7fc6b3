using System.Security.Claims;

namespace CleanAuth.WebApi.Security;

/// <summary>Reads the caller of a request from the claims of the access token or the admin cookie.</summary>
internal static class ClaimsPrincipalExtensions
{
    public static Guid UserId(this ClaimsPrincipal principal) => Id(principal, "user_id");

    public static Guid SessionId(this ClaimsPrincipal principal) => Id(principal, "sid");

    /// <summary>The account of the access token, if one was sent.</summary>
    public static Guid? UserIdOrNone(this ClaimsPrincipal principal) =>
        principal.Identity?.IsAuthenticated == true ? principal.UserId() : null;

    /// <summary>The session of the access token, if one was sent.</summary>
    public static Guid? SessionIdOrNone(this ClaimsPrincipal principal) =>
        principal.Identity?.IsAuthenticated == true ? principal.SessionId() : null;

    private static Guid Id(ClaimsPrincipal principal, string claim) =>
        Guid.Parse(principal.FindFirstValue(claim) ?? throw new InvalidOperationException("The endpoint is not protected."));
}
