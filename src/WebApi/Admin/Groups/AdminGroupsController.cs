using CleanAuth.Application.Admin.Groups;
using CleanAuth.Application.Admin.Groups.GetGroup;
using CleanAuth.Application.Admin.Groups.ListGroups;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.Admin.Groups;

/// <summary>Permissions under one name, for staff to see and superusers to change.</summary>
[ApiController, Route("api/admin/groups"), Authorize, Tags("Admin: groups")]
public sealed class AdminGroupsController(IMediator mediator) : ControllerBase
{
    /// <summary>Lists the groups by name, and all permissions that there are.</summary>
    /// <response code="200">The groups.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="403">The caller is not on the staff.</response>
    [HttpGet]
    [ProducesResponseType<GroupsDto>(StatusCodes.Status200OK)]
    public Task<GroupsDto> ListGroups(CancellationToken cancellationToken) =>
        mediator.Send(new ListGroupsQuery(User.UserId()), cancellationToken);

    /// <summary>Makes a group. Superusers only.</summary>
    /// <response code="201">The group; Location says where it is, ETag its version.</response>
    /// <response code="400">The input breaks a rule, or another group has the name.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="403">The caller is no superuser. The login is not recent, and no password was sent.</response>
    /// <response code="429">The current password was guessed too often, or the network asks too often.</response>
    [HttpPost, EnableRateLimiting(NetworkLimits.OwnAccount)]
    [ProducesResponseType<GroupDto>(StatusCodes.Status201Created)]
    public async Task<CreatedResult> AddGroup(GroupRequest group, CancellationToken cancellationToken) =>
        Located(await mediator.Send(group.ToAddCommand(User.UserId(), User.SessionId()), cancellationToken));

    /// <summary>Shows a group.</summary>
    /// <response code="200">The group; ETag says its version.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="403">The caller is not on the staff.</response>
    /// <response code="404">There is no such group.</response>
    [HttpGet("{id:guid}")]
    [ProducesResponseType<GroupDto>(StatusCodes.Status200OK)]
    public Task<GroupDto> GetGroup(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new GetGroupQuery(User.UserId(), id), cancellationToken);

    /// <summary>Says anew what a group is called and what its members may do, which holds from their next request on. Superusers only.</summary>
    /// <param name="id">The group.</param>
    /// <param name="group">What it shall be.</param>
    /// <param name="ifMatch">The version that was read, or <c>*</c>.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <response code="200">The group as it is now.</response>
    /// <response code="400">The input breaks a rule, or another group has the name.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="403">The caller is no superuser. The login is not recent, and no password was sent.</response>
    /// <response code="404">There is no such group.</response>
    /// <response code="412">The group was changed since that version.</response>
    /// <response code="428">If-Match is missing.</response>
    /// <response code="429">The current password was guessed too often, or the network asks too often.</response>
    [HttpPut("{id:guid}"), EnableRateLimiting(NetworkLimits.OwnAccount)]
    [ProducesResponseType<GroupDto>(StatusCodes.Status200OK)]
    public Task<GroupDto> ChangeGroup(
        Guid id,
        GroupRequest group,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken cancellationToken) =>
        mediator.Send(group.ToChangeCommand(User.UserId(), User.SessionId(), id, EntityTags.Read(ifMatch)), cancellationToken);

    /// <summary>Deletes a group; its members lose its permissions. Superusers only.</summary>
    /// <param name="id">The group.</param>
    /// <param name="request">The current password, where the login is not recent.</param>
    /// <param name="ifMatch">The version that was read, or <c>*</c>.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <response code="204">It is gone.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="403">The caller is no superuser. The login is not recent, and no password was sent.</response>
    /// <response code="404">There is no such group.</response>
    /// <response code="412">The group was changed since that version.</response>
    /// <response code="428">If-Match is missing.</response>
    /// <response code="429">The current password was guessed too often, or the network asks too often.</response>
    [HttpDelete("{id:guid}"), EnableRateLimiting(NetworkLimits.OwnAccount)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> RemoveGroup(
        Guid id,
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] DeletionRequest request,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken cancellationToken) =>
        mediator.Send(request.ToGroupCommand(User.UserId(), User.SessionId(), id, EntityTags.Read(ifMatch)), cancellationToken).ToNoContent();

    private CreatedResult Located(GroupDto group) => new($"{Request.PathBase}/api/admin/groups/{group.Id}/", group);
}
