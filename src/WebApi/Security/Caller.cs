using System.Security.Claims;

namespace CleanAuth.WebApi.Security;

/// <summary>Who calls, by the access token.</summary>
internal static class Caller
{
    public static Guid UserId(this ClaimsPrincipal principal) => Id(principal, "user_id");

    public static Guid SessionId(this ClaimsPrincipal principal) => Id(principal, "sid");

    private static Guid Id(ClaimsPrincipal principal, string claim) =>
        Guid.Parse(principal.FindFirstValue(claim) ?? throw new InvalidOperationException("The endpoint is not protected."));
}
