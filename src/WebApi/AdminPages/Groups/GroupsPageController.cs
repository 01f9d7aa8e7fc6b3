using CleanAuth.Application.Admin.Groups;
using CleanAuth.Application.Admin.Groups.GetGroup;
using CleanAuth.Application.Admin.Groups.ListGroups;
using CleanAuth.WebApi.AdminPages.Forms;
using CleanAuth.WebApi.AdminPages.Shared;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.AdminPages.Groups;

/// <summary>The list of groups, and the forms to add, change and delete one.</summary>
[AdminPage, Route("admin/groups")]
public sealed class GroupsPageController(IMediator mediator) : Controller
{
    [HttpGet]
    public async Task<IActionResult> List(CancellationToken cancellationToken) =>
        View(await mediator.Send(new ListGroupsQuery(User.UserId()), cancellationToken));

    [HttpGet("add")]
    public ViewResult Add()
    {
        this.RequireSuperuser();
        return View("Edit", new GroupForm());
    }

    [HttpPost("add"), EnableRateLimiting(NetworkLimits.LoggedIn)]
    public Task<IActionResult> Add(GroupForm form, CancellationToken cancellationToken) => this.SubmitAsync(
        () => mediator.Send(form.ToAddCommand(User.UserId(), User.SessionId()), cancellationToken),
        () => this.RedirectWithNotice("The group was added.", "/admin/groups/"),
        () => Task.FromResult<IActionResult>(View("Edit", form)));

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Edit(Guid id, CancellationToken cancellationToken) =>
        View(GroupForm.Of(await GetAsync(id, cancellationToken)));

    [HttpPost("{id:guid}"), EnableRateLimiting(NetworkLimits.LoggedIn)]
    public Task<IActionResult> Edit(Guid id, GroupForm form, CancellationToken cancellationToken) => this.SubmitAsync(
        () => mediator.Send(form.ToChangeCommand(User.UserId(), User.SessionId(), id), cancellationToken),
        () => this.RedirectWithNotice("The group was changed.", "/admin/groups/"),
        async () =>
        {
            form.Group = await GetAsync(id, cancellationToken);
            ModelState.Remove(nameof(form.Version));
            form.Version = this.IsOutdated() ? form.Group.Version : form.Version;
            return View(form);
        });

    [HttpGet("{id:guid}/delete")]
    public async Task<IActionResult> Delete(Guid id, CancellationToken cancellationToken)
    {
        this.RequireSuperuser();
        GroupDto group = await GetAsync(id, cancellationToken);
        ModelState.Remove(nameof(DeleteGroupForm.Version));
        return View(new DeleteGroupForm { Version = group.Version, Group = group });
    }

    [HttpPost("{id:guid}/delete"), EnableRateLimiting(NetworkLimits.LoggedIn)]
    public Task<IActionResult> Delete(Guid id, DeleteGroupForm form, CancellationToken cancellationToken) => this.SubmitAsync(
        () => mediator.Send(form.ToCommand(User.UserId(), User.SessionId(), id), cancellationToken),
        () => this.RedirectWithNotice("The group was deleted.", "/admin/groups/"),
        () => Delete(id, cancellationToken));

    private Task<GroupDto> GetAsync(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new GetGroupQuery(User.UserId(), id), cancellationToken);
}
