using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CleanAuth.WebApi.Security;

/// <summary>
/// An anonymous endpoint that reads an access token where one is sent, and answers 401 where that is not valid. Other anonymous
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
