using CleanAuth.Application.Admin.AdminLogin.LogInToAdmin;
using CleanAuth.Application.Admin.AdminLogin.LogOutOfAdmin;
using CleanAuth.WebApi.AdminPages.Forms;
using CleanAuth.WebApi.Hosting;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.AdminPages.Login;

/// <summary>Login to the admin pages, and logout.</summary>
[AdminPage, Route("admin")]
public sealed class LoginPageController(IMediator mediator) : Controller
{
    private bool IsLoggedIn => User.Identity is { IsAuthenticated: true };

    /// <summary>Shows the form. Staff who are logged in are redirected, unless they need to log in <paramref name="again"/>.</summary>
    [HttpGet("login"), AllowAnonymous]
    public IActionResult Login(string? returnUrl, bool again) => IsLoggedIn && !again
        ? RedirectBack(returnUrl)
        : View(nameof(Login), new LoginForm { ReturnUrl = returnUrl });

    [HttpPost("login"), AllowAnonymous, IgnoreAntiforgeryToken, TypeFilter<LoginFormFilter>]
    [EnableRateLimiting(NetworkLimits.Credentials), RequestSizeLimit(KestrelSetup.MaxBodySize)]
    public Task<IActionResult> Login(LoginForm form, CancellationToken cancellationToken) => this.SubmitAsync(
        async () => await OpenSessionAsync(await mediator.Send(form.ToCommand(), cancellationToken), cancellationToken),
        () => RedirectBack(form.ReturnUrl),
        () => Task.FromResult<IActionResult>(View(form)));

    [HttpPost("logout")]
    public async Task<IActionResult> Logout(CancellationToken cancellationToken)
    {
        await mediator.Send(new LogOutOfAdminCommand(User.UserId(), User.SessionId()), cancellationToken);
        await HttpContext.SignOutAsync(AdminCookie.Scheme);
        return this.RedirectWithNotice("You are logged out.", AdminPaths.Login);
    }

    private LocalRedirectResult RedirectBack(string? returnUrl) => LocalRedirect($"~{ReturnUrl.OrHome(returnUrl)}");

    // End the old session: the new cookie replaces the old one, so the user could no longer log out of it.
    private async Task OpenSessionAsync(AdminSessionDto session, CancellationToken cancellationToken)
    {
        if (IsLoggedIn)
        {
            await mediator.Send(new LogOutOfAdminCommand(User.UserId(), User.SessionId()), cancellationToken);
        }

        await AdminCookie.WriteAsync(HttpContext, session);
    }
}
