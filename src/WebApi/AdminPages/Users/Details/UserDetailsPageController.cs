using CleanAuth.Application.Admin.Events.ListEvents;
using CleanAuth.Application.Admin.Groups.ListGroups;
using CleanAuth.Application.Admin.Users;
using CleanAuth.Application.Admin.Users.GetUser;
using CleanAuth.Application.Admin.Users.SendAccountLink;
using CleanAuth.Application.Admin.Users.SetUserActive;
using CleanAuth.Domain.Accounts;
using CleanAuth.WebApi.AdminPages.Forms;
using CleanAuth.WebApi.AdminPages.Shared;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.AdminPages.Users.Details;

/// <summary>The pages of one account: profile, rights, password and deletion.</summary>
[AdminPage, Route("admin/users/{id:guid}")]
public sealed class UserDetailsPageController(IMediator mediator) : Controller
{
    private const int EventsShown = 10;

    [HttpGet]
    public async Task<IActionResult> Change(Guid id, CancellationToken cancellationToken) =>
        await ChangeViewAsync(ChangeUserForm.Of(await GetAsync(id, cancellationToken)), id, cancellationToken);

    [HttpPost, EnableRateLimiting(NetworkLimits.LoggedIn)]
    public Task<IActionResult> Change(Guid id, ChangeUserForm form, CancellationToken cancellationToken) => this.SubmitAsync(
        () => mediator.Send(form.ToCommand(User.UserId(), User.SessionId(), id), cancellationToken),
        () => this.RedirectWithNotice("The account was changed.", $"/admin/users/{id}/"),
        () => ChangeViewAsync(form, id, cancellationToken));

    [HttpGet("rights")]
    public async Task<IActionResult> Rights(Guid id, CancellationToken cancellationToken) =>
        await RightsViewAsync(RightsForm.Of(await GetAsync(id, cancellationToken)), id, cancellationToken);

    [HttpPost("rights"), EnableRateLimiting(NetworkLimits.LoggedIn)]
    public Task<IActionResult> Rights(Guid id, RightsForm form, CancellationToken cancellationToken) => this.SubmitAsync(
        () => mediator.Send(form.ToCommand(User.UserId(), User.SessionId(), id), cancellationToken),
        () => this.RedirectWithNotice("The rights were changed.", $"/admin/users/{id}/rights/"),
        () => RightsViewAsync(form, id, cancellationToken));

    [HttpGet("password")]
    public Task<IActionResult> Password(Guid id, CancellationToken cancellationToken)
    {
        this.Require(Permissions.SetPassword);
        return PasswordViewAsync(new PasswordForm(), id, cancellationToken);
    }

    [HttpPost("password"), EnableRateLimiting(NetworkLimits.Credentials)]
    public Task<IActionResult> Password(Guid id, PasswordForm form, CancellationToken cancellationToken) => this.SubmitAsync(
        () => mediator.Send(form.ToCommand(User.UserId(), User.SessionId(), id), cancellationToken),
        () => this.RedirectWithNotice("The password was set, and all sessions have ended.", $"/admin/users/{id}/"),
        () => PasswordViewAsync(form, id, cancellationToken));

    [HttpPost("deactivate")]
    public Task<IActionResult> Deactivate(Guid id, CancellationToken cancellationToken) =>
        SetActiveAsync(id, isActive: false, "The account was deactivated, and its sessions have ended.", cancellationToken);

    [HttpPost("activate")]
    public Task<IActionResult> Activate(Guid id, CancellationToken cancellationToken) =>
        SetActiveAsync(id, isActive: true, "The account was activated.", cancellationToken);

    [HttpPost("send-verification")]
    public Task<IActionResult> SendVerification(Guid id, CancellationToken cancellationToken) =>
        SendLinkAsync(id, AccountLinkKind.Verification, cancellationToken);

    [HttpPost("send-password-reset")]
    public Task<IActionResult> SendPasswordReset(Guid id, CancellationToken cancellationToken) =>
        SendLinkAsync(id, AccountLinkKind.PasswordReset, cancellationToken);

    [HttpGet("delete")]
    public async Task<IActionResult> Delete(Guid id, CancellationToken cancellationToken)
    {
        this.Require(Permissions.DeleteUser);
        UserDetailsDto user = await GetAsync(id, cancellationToken);
        ModelState.Remove(nameof(DeleteUserForm.Version));
        return View(new DeleteUserForm { Version = user.Version, User = user });
    }

    [HttpPost("delete"), EnableRateLimiting(NetworkLimits.LoggedIn)]
    public Task<IActionResult> Delete(Guid id, DeleteUserForm form, CancellationToken cancellationToken) => this.SubmitAsync(
        () => mediator.Send(form.ToCommand(User.UserId(), User.SessionId(), id), cancellationToken),
        () => this.RedirectWithNotice("The account was deleted.", "/admin/users/"),
        () => Delete(id, cancellationToken));

    private Task<IActionResult> SendLinkAsync(Guid id, AccountLinkKind link, CancellationToken cancellationToken) => this.SubmitAsync(
        () => mediator.Send(new SendAccountLinkCommand(User.UserId(), id, link), cancellationToken),
        () => this.RedirectWithNotice("The owner receives an email with the link.", $"/admin/users/{id}/"),
        () => Change(id, cancellationToken));

    private Task<IActionResult> SetActiveAsync(Guid id, bool isActive, string notice, CancellationToken cancellationToken) =>
        this.SubmitAsync(
            () => mediator.Send(new SetUserActiveCommand(User.UserId(), id, isActive), cancellationToken),
            () => this.RedirectWithNotice(notice, $"/admin/users/{id}/"),
            () => Change(id, cancellationToken));

    private async Task<IActionResult> ChangeViewAsync(ChangeUserForm form, Guid id, CancellationToken cancellationToken)
    {
        ListEventsQuery events = new(User.UserId(), new EventFilter(UserId: id), Cursor: null);
        form.User = await GetAsync(id, cancellationToken);
        form.Events = [.. (await mediator.Send(events, cancellationToken)).Results.Take(EventsShown)];
        form.Version = RefreshVersion(form.User, form.Version);
        return View(nameof(Change), form);
    }

    private async Task<IActionResult> RightsViewAsync(RightsForm form, Guid id, CancellationToken cancellationToken)
    {
        form.User = await GetAsync(id, cancellationToken);
        form.Available = await mediator.Send(new ListGroupsQuery(User.UserId()), cancellationToken);
        form.Version = RefreshVersion(form.User, form.Version);
        return View(nameof(Rights), form);
    }

    private async Task<IActionResult> PasswordViewAsync(PasswordForm form, Guid id, CancellationToken cancellationToken)
    {
        form.User = await GetAsync(id, cancellationToken);
        return View(nameof(Password), form);
    }

    // Views prefer ModelState to the model, so remove the version that was submitted.
    private string? RefreshVersion(UserDetailsDto user, string? submitted)
    {
        ModelState.Remove(nameof(ChangeUserForm.Version));
        return this.IsOutdated() ? user.Version : submitted;
    }

    private Task<UserDetailsDto> GetAsync(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new GetUserQuery(User.UserId(), id), cancellationToken);
}
