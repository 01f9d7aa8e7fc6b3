using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CleanAuth.WebApi.Security;

/// <summary>
/// Marks an anonymous endpoint that uses an access token if one is sent, and returns 401 if that token is invalid. Other anonymous
/// endpoints ignore the header.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OptionalBearerAttribute : Attribute, IAsyncAuthorizationFilter
{
    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        AuthenticateResult result = await context.HttpContext.AuthenticateAsync();
        if (result.Failure is not null)
        {
            context.Result = new ChallengeResult();
        }
    }
}
