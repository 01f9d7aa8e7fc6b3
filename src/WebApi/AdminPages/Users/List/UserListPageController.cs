using CleanAuth.Application.Admin.Users;
using CleanAuth.Application.Admin.Users.BulkUpdateUsers;
using CleanAuth.Application.Admin.Users.ExportUsers;
using CleanAuth.Domain.Accounts;
using CleanAuth.WebApi.Admin.Users;
using CleanAuth.WebApi.AdminPages.Forms;
using CleanAuth.WebApi.AdminPages.Shared;
using CleanAuth.WebApi.Errors;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.AdminPages.Users.List;

/// <summary>The list of accounts, with actions on selected accounts, the export, and the form for a new account.</summary>
[AdminPage, Route("admin/users")]
public sealed class UserListPageController(IMediator mediator) : Controller
{
    [HttpGet]
    public async Task<IActionResult> List(UsersQuery query, CancellationToken cancellationToken) =>
        View(new UsersPage(query, await mediator.Send(query.ToQuery(User.UserId()), cancellationToken)));

    [HttpPost("bulk")]
    public async Task<IActionResult> ApplyToSelected(BulkForm form, CancellationToken cancellationToken)
    {
        if (form.Ids.Count == 0)
        {
            return this.RedirectWithNotice("Select accounts first.", BackTo(form.Back));
        }

        BulkResultDto result = await mediator.Send(form.ToCommand(User.UserId()), cancellationToken);
        return this.RedirectWithNotice(BulkForm.ToSentence(result), BackTo(form.Back));
    }

    [HttpGet("add")]
    public ViewResult Add()
    {
        this.Require(Permissions.AddUser);
        return View(new AddUserForm());
    }

    [HttpPost("add"), EnableRateLimiting(NetworkLimits.Credentials)]
    public Task<IActionResult> Add(AddUserForm form, CancellationToken cancellationToken)
    {
        UserDetailsDto? added = null;
        return this.SubmitAsync(
            async () => added = await mediator.Send(form.ToCommand(User.UserId(), User.SessionId()), cancellationToken),
            () => this.RedirectWithNotice("The account was added.", $"/admin/users/{added!.Id}/"),
            () => Task.FromResult<IActionResult>(View(form)));
    }

    [HttpPost("export"), DisableRequestTimeout]
    public async Task<IActionResult> Export(UsersQuery query, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return InvalidQuery.Refuse(ControllerContext);
        }

        ExportUsersQuery export = new(User.UserId(), query.ToFilter()) { SessionId = User.SessionId() };
        return new UsersCsv(await mediator.Send(export, cancellationToken), isForExcel: true);
    }

    private static string BackTo(string? list) => string.IsNullOrEmpty(list) ? "/admin/users/" : ReturnUrl.OrHome(list);
}
