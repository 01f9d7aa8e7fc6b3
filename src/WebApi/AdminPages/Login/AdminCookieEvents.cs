using CleanAuth.Application.Admin.AdminLogin.CheckAdminSession;
using CleanAuth.WebApi.AdminPages.Forms;
using CleanAuth.WebApi.Errors;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CleanAuth.WebApi.AdminPages.Login;

/// <summary>Checks the session of the cookie at every request, so that a session that was ended elsewhere is refused at once.</summary>
internal sealed class AdminCookieEvents(IMediator mediator) : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        CheckAdminSessionQuery query = new(context.Principal!.UserId(), context.Principal!.SessionId());
        if (!await mediator.Send(query, context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(AdminCookie.Scheme);
        }
    }

    public override async Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        HttpRequest request = context.Request;
        if (await ExpiredSessionForm.ReadAsync(request) is { } form)
        {
            await form.WriteAsync(context.HttpContext);
            return;
        }

        string back = HttpMethods.IsGet(request.Method) ? $"{request.Path}{request.QueryString}" : AdminPaths.Home;
        context.Response.Redirect($"{request.PathBase}{AdminPaths.Login}{QueryString.Create("returnUrl", back)}");
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context) =>
        ErrorMapper.Status(StatusCodes.Status403Forbidden, context.Request.Method).WriteAsync(context.HttpContext);
}
