using CleanAuth.Application.Admin.Users;
using CleanAuth.Application.Admin.Users.BulkUpdateUsers;
using CleanAuth.Application.Admin.Users.GetUser;
using CleanAuth.Application.Admin.Users.ListUsers;
using CleanAuth.Application.Admin.Users.SendAccountLink;
using CleanAuth.Application.Admin.Users.SetUserActive;
using CleanAuth.WebApi.Errors;
using CleanAuth.WebApi.Mvc;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.Admin.Users;

/// <summary>
/// The accounts. All staff can read them. Every other operation requires the permission that it names; superusers have all permissions.
/// </summary>
[ApiController, StaffApi, Route("api/admin/users"), Authorize, Tags("Admin: users")]
public sealed class AdminUsersController(IMediator mediator) : ControllerBase
{
    /// <summary>Lists all accounts in an order, <c>-created</c> when absent, or the matches of a search: emails, then usernames.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="ordering"><c>created</c>, <c>email</c>, <c>username</c> or <c>last_login</c>; a minus means descending.</param>
    /// <param name="cursor">The <c>next</c> of the previous page; absent for the first.</param>
    /// <param name="pageSize">The size of a page, 1 to 200; 50 when absent.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <response code="200">A page of accounts.</response>
    /// <response code="400">A value of the query is invalid.</response>
    [HttpGet]
    [ProducesResponseType<UsersPageDto>(StatusCodes.Status200OK)]
    public Task<UsersPageDto> ListUsers(
        [FromQuery] UserFilterRequest filter,
        [FromQuery] string? ordering,
        [FromQuery] string? cursor,
        [FromQuery(Name = "page_size")] int? pageSize,
        CancellationToken cancellationToken) =>
        mediator.Send(new ListUsersQuery(User.UserId(), filter.ToFilter(), ordering, cursor, pageSize), cancellationToken);

    /// <summary>Creates an account. Requires <c>add_user</c>.</summary>
    /// <response code="201">The account, with its path in Location.</response>
    /// <response code="400">The input is invalid, or another account has the email or the username.</response>
    [HttpPost, NeedsRecentLogin, EnableRateLimiting(NetworkLimits.Credentials)]
    [ProducesResponseType<UserDetailsDto>(StatusCodes.Status201Created)]
    public async Task<CreatedResult> AddUser(AddUserRequest user, CancellationToken cancellationToken) =>
        CreatedAt(await mediator.Send(user.ToCommand(User.UserId(), User.SessionId()), cancellationToken));

    /// <summary>Returns an account.</summary>
    /// <response code="200">The account, with its version in ETag.</response>
    [HttpGet("{id:guid}")]
    [ProducesResponseType<UserDetailsDto>(StatusCodes.Status200OK)]
    public Task<UserDetailsDto> GetUser(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new GetUserQuery(User.UserId(), id), cancellationToken);

    /// <summary>Updates the account. Members that are absent from the body stay unchanged. Requires <c>change_user</c>.</summary>
    /// <param name="id">The account.</param>
    /// <param name="user">The members to update.</param>
    /// <param name="ifMatch">The ETag that was read, or <c>*</c> for any version.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <response code="200">The updated account, with its version in ETag.</response>
    /// <response code="400">The input is invalid, or another account has the email or the username.</response>
    [HttpPatch("{id:guid}"), NeedsRecentLogin, EnableRateLimiting(NetworkLimits.LoggedIn)]
    [ProducesResponseType<UserDetailsDto>(StatusCodes.Status200OK)]
    [ProducesResponseType<FailureBody>(StatusCodes.Status409Conflict)]
    public Task<UserDetailsDto> ChangeUser(
        Guid id,
        ChangeUserRequest user,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken cancellationToken) =>
        mediator.Send(user.ToCommand(User.UserId(), User.SessionId(), id, IfMatch.Parse(ifMatch)), cancellationToken);

    /// <summary>
    /// Replaces the rights of an account. Requires a superuser. If the rights change, the sessions, links and waiting emails of the account
    /// are revoked.
    /// </summary>
    /// <param name="id">The account.</param>
    /// <param name="rights">The new rights.</param>
    /// <param name="ifMatch">The ETag that was read, or <c>*</c> for any version.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <response code="200">The updated account, with its version in ETag.</response>
    /// <response code="400">The input is invalid, or a group or permission does not exist.</response>
    /// <response code="409">
    /// The account is the last active superuser, a group was deleted, or the account would get more rights before its owner is proven.
    /// Nothing was saved.
    /// </response>
    [HttpPut("{id:guid}/rights"), NeedsRecentLogin, EnableRateLimiting(NetworkLimits.LoggedIn)]
    [ProducesResponseType<UserDetailsDto>(StatusCodes.Status200OK)]
    [ProducesResponseType<FailureBody>(StatusCodes.Status409Conflict)]
    public Task<UserDetailsDto> ChangeRights(
        Guid id,
        ChangeRightsRequest rights,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken cancellationToken) =>
        mediator.Send(rights.ToCommand(User.UserId(), User.SessionId(), id, IfMatch.Parse(ifMatch)), cancellationToken);

    /// <summary>Sets the password of an account, which ends its sessions. Requires <c>set_password</c>.</summary>
    /// <response code="204">The password is set, and the tokens of the account are revoked.</response>
    /// <response code="400">The password is invalid.</response>
    [HttpPut("{id:guid}/password"), NeedsRecentLogin, EnableRateLimiting(NetworkLimits.Credentials)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<FailureBody>(StatusCodes.Status409Conflict)]
    public Task<NoContentResult> SetPassword(Guid id, SetUserPasswordRequest password, CancellationToken cancellationToken) =>
        mediator.Send(password.ToCommand(User.UserId(), User.SessionId(), id), cancellationToken).ToNoContent();

    /// <summary>Deactivates an account, which ends its sessions. Requires <c>deactivate_user</c>.</summary>
    /// <response code="204">The account is deactivated, and its tokens are revoked.</response>
    /// <response code="409">The account is the last active superuser. Nothing was saved.</response>
    [HttpPost("{id:guid}/deactivate")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<FailureBody>(StatusCodes.Status409Conflict)]
    public Task<NoContentResult> DeactivateUser(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new SetUserActiveCommand(User.UserId(), id, IsActive: false), cancellationToken).ToNoContent();

    /// <summary>Activates a deactivated account. Requires <c>deactivate_user</c>.</summary>
    /// <response code="204">The account is active.</response>
    [HttpPost("{id:guid}/activate")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> ActivateUser(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new SetUserActiveCommand(User.UserId(), id, IsActive: true), cancellationToken).ToNoContent();

    /// <summary>Sends the owner a link that verifies the email. Requires <c>change_user</c>.</summary>
    /// <response code="204">The email is queued, unless the account has received too many.</response>
    /// <response code="400">The email is verified already, or the account is deactivated.</response>
    [HttpPost("{id:guid}/send-verification")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> SendVerification(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new SendAccountLinkCommand(User.UserId(), id, AccountLinkKind.Verification), cancellationToken).ToNoContent();

    /// <summary>Sends the owner a link to choose a new password. Requires <c>change_user</c>.</summary>
    /// <response code="204">The email is queued.</response>
    /// <response code="400">The account is deactivated.</response>
    [HttpPost("{id:guid}/send-password-reset")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> SendPasswordReset(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new SendAccountLinkCommand(User.UserId(), id, AccountLinkKind.PasswordReset), cancellationToken).ToNoContent();

    /// <summary>Deletes an account with all its data. Requires <c>delete_user</c>.</summary>
    /// <param name="id">The account.</param>
    /// <param name="request">The current password, if the login is not recent.</param>
    /// <param name="ifMatch">The ETag that was read, or <c>*</c> for any version.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <response code="204">The account is deleted, and its tokens are revoked.</response>
    /// <response code="409">The account is the last active superuser. Nothing was deleted.</response>
    [HttpDelete("{id:guid}"), NeedsRecentLogin, EnableRateLimiting(NetworkLimits.LoggedIn)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<FailureBody>(StatusCodes.Status409Conflict)]
    public Task<NoContentResult> RemoveUser(
        Guid id,
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] DeletionRequest request,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken cancellationToken) =>
        mediator
            .Send(request.ToUserCommand(User.UserId(), User.SessionId(), id, IfMatch.Parse(ifMatch)), cancellationToken)
            .ToNoContent();

    /// <summary>
    /// Applies an action to several accounts, each in its own transaction. Requires the permission of the action: <c>deactivate_user</c> or
    /// <c>end_session</c>.
    /// </summary>
    /// <response code="200">The accounts that were updated, and the reason for each account that was not.</response>
    /// <response code="400">The input is invalid.</response>
    [HttpPost("bulk")]
    [ProducesResponseType<BulkResultDto>(StatusCodes.Status200OK)]
    public Task<BulkResultDto> ActOnUsers(BulkUpdateUsersRequest request, CancellationToken cancellationToken) =>
        mediator.Send(request.ToCommand(User.UserId()), cancellationToken);

    /// <summary>
    /// Downloads accounts as CSV, oldest first or in the order of a search, without secrets. Requires <c>export_users</c>.
    /// </summary>
    /// <param name="filter">The filter.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <response code="200">One line per account, after a line of column names.</response>
    /// <response code="400">A value of the query is invalid.</response>
    [HttpGet("export"), NeedsRecentLogin, DisableRequestTimeout]
    [ProducesResponseType<string>(StatusCodes.Status200OK, UsersCsv.MediaType)]
    public async Task<IActionResult> ExportUsers([FromQuery] UserFilterRequest filter, CancellationToken cancellationToken) =>
        new UsersCsv(await mediator.Send(filter.ToExportQuery(User.UserId(), User.SessionId()), cancellationToken), isForExcel: false);

    private CreatedResult CreatedAt(UserDetailsDto user) => new($"{Request.PathBase}/api/admin/users/{user.Id}/", user);
}
