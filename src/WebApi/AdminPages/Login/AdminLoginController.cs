using CleanAuth.Application.Admin.AdminLogin.LogInToAdmin;
using CleanAuth.Application.Admin.AdminLogin.LogOutOfAdmin;
using CleanAuth.WebApi.AdminPages.Shared;
using CleanAuth.WebApi.Hosting;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.AdminPages.Login;

/// <summary>The way in and out.</summary>
[AdminPage, Route("admin")]
public sealed class AdminLoginController(IMediator mediator) : Controller
{
    private bool IsLoggedIn => User.Identity is { IsAuthenticated: true };

    /// <summary>The form; staff who are logged in go on at once, unless they are to log in <paramref name="again"/>.</summary>
    [HttpGet("login"), AllowAnonymous]
    public IActionResult Login(string? returnUrl, bool again) => IsLoggedIn && !again
        ? GoOn(returnUrl)
        : View(nameof(Login), new LoginForm { ReturnUrl = returnUrl });

    [HttpPost("login"), AllowAnonymous, IgnoreAntiforgeryToken, TypeFilter<LoginFormFilter>, EnableRateLimiting(NetworkLimits.Credentials), RequestSizeLimit(KestrelSetup.MaxBodySize)]
    public Task<IActionResult> Login(LoginForm form, CancellationToken cancellationToken) => this.SubmitAsync(
        async () => await EnterAsync(await mediator.Send(form.ToCommand(), cancellationToken), cancellationToken),
        () => GoOn(form.ReturnUrl),
        () => Task.FromResult<IActionResult>(View(form)));

    [HttpPost("logout")]
    public async Task<IActionResult> Logout(CancellationToken cancellationToken)
    {
        await mediator.Send(new LogOutOfAdminCommand(User.UserId(), User.SessionId()), cancellationToken);
        await HttpContext.SignOutAsync(AdminCookie.Scheme);
        return this.Tell("You are signed out.", PagesFolder.Login);
    }

    private LocalRedirectResult GoOn(string? returnUrl) => LocalRedirect($"~{ReturnUrl.OrHome(returnUrl)}");

    // Nobody could end the session that the new cookie takes the place of.
    private async Task EnterAsync(AdminSessionDto session, CancellationToken cancellationToken)
    {
        if (IsLoggedIn)
        {
            await mediator.Send(new LogOutOfAdminCommand(User.UserId(), User.SessionId()), cancellationToken);
        }

        await AdminCookie.WriteAsync(HttpContext, session);
    }
}
