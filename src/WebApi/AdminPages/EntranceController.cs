using CleanAuth.Application.Admin.EnterAdmin;
using CleanAuth.Application.Admin.LeaveAdmin;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.AdminPages;

/// <summary>The way in and out.</summary>
[AdminPage, Route("admin")]
public sealed class EntranceController(IMediator mediator) : Controller
{
    [HttpGet("login"), AllowAnonymous]
    public ViewResult Login(string? returnUrl) => View(nameof(Login), new LoginForm { ReturnUrl = returnUrl });

    [HttpPost("login"), AllowAnonymous, EnableRateLimiting(NetworkLimits.Credentials), RequestSizeLimit(KestrelSetup.MaxBodySize)]
    public Task<IActionResult> Login(LoginForm form, CancellationToken cancellationToken) => this.SubmitAsync(
        async () => await EnterAsync(await mediator.Send(form.ToCommand(), cancellationToken), cancellationToken),
        () => LocalRedirect($"~{ReturnUrl.OrHome(form.ReturnUrl)}"),
        () => Task.FromResult<IActionResult>(View(form)));

    [HttpPost("logout")]
    public async Task<IActionResult> Logout(CancellationToken cancellationToken)
    {
        await mediator.Send(new LeaveAdminCommand(User.UserId(), User.SessionId()), cancellationToken);
        await HttpContext.SignOutAsync(AdminCookie.Scheme);
        return this.Tell("You are signed out.", PagesFolder.Login);
    }

    // Nobody could end the session that the new cookie takes the place of.
    private async Task EnterAsync(AdminSessionDto session, CancellationToken cancellationToken)
    {
        if (User.Identity is { IsAuthenticated: true })
        {
            await mediator.Send(new LeaveAdminCommand(User.UserId(), User.SessionId()), cancellationToken);
        }

        await AdminCookie.WriteAsync(HttpContext, session);
    }
}
