using CleanAuth.Application.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CleanAuth.WebApi.Login;

/// <summary>Returns 404 before the body is read, unless <see cref="AccountOptions.EmailCodes"/> is true.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NeedsEmailCodesAttribute : Attribute, IResourceFilter
{
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        if (!context.HttpContext.RequestServices.GetRequiredService<AccountOptions>().EmailCodes)
        {
            context.Result = new NotFoundResult();
        }
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
        // Nothing to do.
    }
}
