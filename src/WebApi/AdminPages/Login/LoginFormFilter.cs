using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;

namespace CleanAuth.WebApi.AdminPages.Login;

/// <summary>
/// Checks the anti-forgery token of the login form. If the user logged in or out in another tab after the form was opened, the token
/// belongs to another identity. The form is then refused and shown again.
/// </summary>
internal sealed class LoginFormFilter(IAntiforgery antiforgery, IOptions<AntiforgeryOptions> forms) : IAsyncActionFilter
{
    private const string Outdated = "This page was open for too long. Try again.";

    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        try
        {
            if (await antiforgery.IsRequestValidAsync(context.HttpContext))
            {
                await next();
                return;
            }

            context.Result = await CameFromPageAsync(context.HttpContext.Request) ? ShowFormAgain(context) : new BadRequestResult();
        }
        catch (AntiforgeryValidationException)
        {
            // The form cannot be read.
            context.Result = new BadRequestResult();
        }
    }

    private async Task<bool> CameFromPageAsync(HttpRequest request) =>
        request.HasFormContentType
        && (await request.ReadFormAsync(request.HttpContext.RequestAborted)).ContainsKey(forms.Value.FormFieldName);

    private static ViewResult ShowFormAgain(ActionExecutingContext context)
    {
        Controller page = (Controller)context.Controller;
        LoginForm form = context.ActionArguments.Values.OfType<LoginForm>().Single();

        // Refuse the form even if the caller is logged in now, because another person may have filled it in.
        page.ModelState.AddModelError("", Outdated);
        page.Response.StatusCode = StatusCodes.Status400BadRequest;
        return page.View(form);
    }
}
