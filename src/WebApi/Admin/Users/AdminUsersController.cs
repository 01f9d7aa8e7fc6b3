using CleanAuth.Application.Admin.Users;
using CleanAuth.Application.Admin.Users.BulkUpdateUsers;
using CleanAuth.Application.Admin.Users.GetUser;
using CleanAuth.Application.Admin.Users.ListUsers;
using CleanAuth.Application.Admin.Users.SendAccountLink;
using CleanAuth.Application.Admin.Users.SetUserActive;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.Admin.Users;

/// <summary>The accounts, for staff. Reading is for all of them; what else it takes stands at each operation, and superusers may do everything.</summary>
[ApiController, Route("api/admin/users"), Authorize, Tags("Admin: users")]
public sealed class AdminUsersController(IMediator mediator) : ControllerBase
{
    /// <summary>Lists accounts: those that a search finds, or all of them in an order.</summary>
    /// <param name="filter">Which accounts.</param>
    /// <param name="ordering"><c>created</c>, <c>email</c>, <c>username</c> or <c>last_login</c>, with a minus from the end; <c>-created</c> when absent. A search has its own order: emails, then usernames.</param>
    /// <param name="cursor">The <c>next</c> of the page before; absent for the first page.</param>
    /// <param name="pageSize">How many, 1 to 200; 50 when absent.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <response code="200">A page of accounts.</response>
    /// <response code="400">A value of the query is not valid.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="403">The caller is not staff.</response>
    [HttpGet]
    [ProducesResponseType<UsersPageDto>(StatusCodes.Status200OK)]
    public Task<UsersPageDto> ListUsers(
        [FromQuery] UserFilterRequest filter,
        [FromQuery] string? ordering,
        [FromQuery] string? cursor,
        [FromQuery(Name = "page_size")] int? pageSize,
        CancellationToken cancellationToken) =>
        mediator.Send(new ListUsersQuery(User.UserId(), filter.ToFilter(), ordering, cursor, pageSize), cancellationToken);

    /// <summary>Opens an account for somebody. Needs <c>add_user</c>.</summary>
    /// <response code="201">The account; Location says where it is.</response>
    /// <response code="400">The input breaks a rule, or another account has the address or the username.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="403">The caller is not staff or lacks the permission. The login is not recent, and no password was sent.</response>
    [HttpPost, EnableRateLimiting(NetworkLimits.Credentials)]
    [ProducesResponseType<UserDetailsDto>(StatusCodes.Status201Created)]
    public async Task<CreatedResult> AddUser(AddUserRequest user, CancellationToken cancellationToken) =>
        Located(await mediator.Send(user.ToCommand(User.UserId(), User.SessionId()), cancellationToken));

    /// <summary>Shows an account.</summary>
    /// <response code="200">The account; ETag has its version.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="403">The caller is not staff.</response>
    /// <response code="404">There is no such account.</response>
    [HttpGet("{id:guid}")]
    [ProducesResponseType<UserDetailsDto>(StatusCodes.Status200OK)]
    public Task<UserDetailsDto> GetUser(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new GetUserQuery(User.UserId(), id), cancellationToken);

    /// <summary>Changes what is present in the body. Needs <c>change_user</c>.</summary>
    /// <param name="id">The account.</param>
    /// <param name="user">What is to change.</param>
    /// <param name="ifMatch">The ETag that was read, or <c>*</c> for any.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <response code="200">The account as it is now; ETag has its version.</response>
    /// <response code="400">The input breaks a rule, or another account has the address or the username.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="403">The caller is not staff or lacks the permission, or the account is on the staff and the caller no superuser. The address changes, the login is not recent, and no password was sent.</response>
    /// <response code="404">There is no such account.</response>
    /// <response code="409">The account was changed by another request at the same time; nothing was saved.</response>
    /// <response code="412">The account was changed since that version; nothing was saved.</response>
    /// <response code="428">If-Match is missing.</response>
    /// <response code="429">The current password was guessed too often, or the network asks too often.</response>
    [HttpPatch("{id:guid}"), EnableRateLimiting(NetworkLimits.OwnAccount)]
    [ProducesResponseType<UserDetailsDto>(StatusCodes.Status200OK)]
    public Task<UserDetailsDto> ChangeUser(
        Guid id,
        ChangeUserRequest user,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken cancellationToken) =>
        mediator.Send(user.ToCommand(User.UserId(), User.SessionId(), id, EntityTags.Read(ifMatch)), cancellationToken);

    /// <summary>Replaces all that an account may do. Needs a superuser. Where the account may then do more or less than before, its sessions, links and waiting emails end.</summary>
    /// <param name="id">The account.</param>
    /// <param name="rights">What it may do.</param>
    /// <param name="ifMatch">The ETag that was read, or <c>*</c> for any.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <response code="200">The account as it is now; ETag has its version.</response>
    /// <response code="400">The input breaks a rule, or names a group or permission that there is not.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="403">The caller is no superuser. The login is not recent, and no password was sent.</response>
    /// <response code="404">There is no such account.</response>
    /// <response code="409">It is the last active superuser, a group is gone, or staff set the address or the password of an account that would get more rights; nothing was saved.</response>
    /// <response code="412">The account was changed since that version; nothing was saved.</response>
    /// <response code="428">If-Match is missing.</response>
    /// <response code="429">The current password was guessed too often, or the network asks too often.</response>
    [HttpPut("{id:guid}/rights"), EnableRateLimiting(NetworkLimits.OwnAccount)]
    [ProducesResponseType<UserDetailsDto>(StatusCodes.Status200OK)]
    public Task<UserDetailsDto> ChangeRights(
        Guid id,
        ChangeRightsRequest rights,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken cancellationToken) =>
        mediator.Send(rights.ToCommand(User.UserId(), User.SessionId(), id, EntityTags.Read(ifMatch)), cancellationToken);

    /// <summary>Gives an account another password, which ends its sessions. Needs <c>set_password</c>.</summary>
    /// <response code="204">It has the password, and its tokens are useless.</response>
    /// <response code="400">The password breaks a rule.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="403">The caller is not staff or lacks the permission, or the account is on the staff and the caller no superuser. The login is not recent, and no password was sent.</response>
    /// <response code="404">There is no such account.</response>
    /// <response code="409">The account was changed by another request at the same time; nothing was saved.</response>
    [HttpPut("{id:guid}/password"), EnableRateLimiting(NetworkLimits.Credentials)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> SetPassword(Guid id, SetUserPasswordRequest password, CancellationToken cancellationToken) =>
        mediator.Send(password.ToCommand(User.UserId(), User.SessionId(), id), cancellationToken).ToNoContent();

    /// <summary>Shuts an account, which ends its sessions. Needs <c>deactivate_user</c>.</summary>
    /// <response code="204">It is shut, and its tokens are useless.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="403">The caller is not staff or lacks the permission, or the account is on the staff and the caller no superuser.</response>
    /// <response code="404">There is no such account.</response>
    /// <response code="409">It is the last active superuser; nothing was changed.</response>
    [HttpPost("{id:guid}/deactivate")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> DeactivateUser(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new SetUserActiveCommand(User.UserId(), id, IsActive: false), cancellationToken).ToNoContent();

    /// <summary>Opens a deactivated account again. Needs <c>deactivate_user</c>.</summary>
    /// <response code="204">It may log in.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="403">The caller is not staff or lacks the permission, or the account is on the staff and the caller no superuser.</response>
    /// <response code="404">There is no such account.</response>
    [HttpPost("{id:guid}/activate")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> ActivateUser(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new SetUserActiveCommand(User.UserId(), id, IsActive: true), cancellationToken).ToNoContent();

    /// <summary>Has the owner mailed a link that verifies the address. Needs <c>change_user</c>.</summary>
    /// <response code="204">The message is on its way, unless the account got too many of them lately.</response>
    /// <response code="400">The address is verified already, or the account deactivated.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="403">The caller is not staff or lacks the permission, or the account is on the staff and the caller no superuser.</response>
    /// <response code="404">There is no such account.</response>
    [HttpPost("{id:guid}/send-verification")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> SendVerification(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new SendAccountLinkCommand(User.UserId(), id, OwnersLink.Verification), cancellationToken).ToNoContent();

    /// <summary>Has the owner mailed a link to choose another password. Needs <c>change_user</c>.</summary>
    /// <response code="204">The message is on its way.</response>
    /// <response code="400">The account is deactivated.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="403">The caller is not staff or lacks the permission, or the account is on the staff and the caller no superuser.</response>
    /// <response code="404">There is no such account.</response>
    [HttpPost("{id:guid}/send-password-reset")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> SendPasswordReset(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new SendAccountLinkCommand(User.UserId(), id, OwnersLink.PasswordReset), cancellationToken).ToNoContent();

    /// <summary>Deletes an account and all that belongs to it. Needs <c>delete_user</c>.</summary>
    /// <param name="id">The account.</param>
    /// <param name="request">The current password, where the login is not recent.</param>
    /// <param name="ifMatch">The ETag that was read, or <c>*</c> for any.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <response code="204">The account is gone and its tokens are useless.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="403">The caller is not staff or lacks the permission, or the account is on the staff and the caller no superuser. The login is not recent, and no password was sent.</response>
    /// <response code="404">There is no such account.</response>
    /// <response code="409">It is the last active superuser; nothing was deleted.</response>
    /// <response code="412">The account was changed since that version; nothing was deleted.</response>
    /// <response code="428">If-Match is missing.</response>
    /// <response code="429">The current password was guessed too often, or the network asks too often.</response>
    [HttpDelete("{id:guid}"), EnableRateLimiting(NetworkLimits.OwnAccount)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> RemoveUser(
        Guid id,
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] DeletionRequest request,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken cancellationToken) =>
        mediator.Send(request.ToUserCommand(User.UserId(), User.SessionId(), id, EntityTags.Read(ifMatch)), cancellationToken).ToNoContent();

    /// <summary>Does the same to several accounts, each by itself. Needs what it needs on one: <c>deactivate_user</c> or <c>end_session</c>.</summary>
    /// <response code="200">To which accounts it was done, and why not to the others.</response>
    /// <response code="400">The input breaks a rule.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="403">The caller is not staff or lacks the permission.</response>
    [HttpPost("bulk")]
    [ProducesResponseType<BulkResultDto>(StatusCodes.Status200OK)]
    public Task<BulkResultDto> ActOnUsers(BulkUpdateUsersRequest request, CancellationToken cancellationToken) =>
        mediator.Send(request.ToCommand(User.UserId()), cancellationToken);

    /// <summary>Downloads accounts as comma-separated values, oldest first or in the order of a search; no secret is in it. Needs <c>export_users</c>.</summary>
    /// <param name="filter">Which accounts.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <response code="200">The accounts, a line each after a line of names.</response>
    /// <response code="400">A value of the query is not valid.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="403">The caller is not staff or lacks the permission. The login is not recent.</response>
    [HttpGet("export"), DisableRequestTimeout]
    [ProducesResponseType<string>(StatusCodes.Status200OK, UsersCsv.MediaType)]
    public async Task<IActionResult> ExportUsers([FromQuery] UserFilterRequest filter, CancellationToken cancellationToken) =>
        new UsersCsv(await mediator.Send(filter.ToExportQuery(User.UserId(), User.SessionId()), cancellationToken), isForExcel: false);

    private CreatedResult Located(UserDetailsDto user) => new($"{Request.PathBase}/api/admin/users/{user.Id}/", user);
}
