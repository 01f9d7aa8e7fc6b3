using CleanAuth.Application.Admin.Groups;
using CleanAuth.Application.Admin.Groups.GetGroup;
using CleanAuth.Application.Admin.Groups.ListGroups;
using CleanAuth.WebApi.Mvc;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.Admin.Groups;

/// <summary>Groups of permissions. All staff can read them; only superusers can change them.</summary>
[ApiController, StaffApi, Route("api/admin/groups"), Authorize, Tags("Admin: groups")]
public sealed class AdminGroupsController(IMediator mediator) : ControllerBase
{
    /// <summary>Lists the groups by name, and all permissions that exist.</summary>
    /// <response code="200">The groups.</response>
    [HttpGet]
    [ProducesResponseType<GroupsDto>(StatusCodes.Status200OK)]
    public Task<GroupsDto> ListGroups(CancellationToken cancellationToken) =>
        mediator.Send(new ListGroupsQuery(User.UserId()), cancellationToken);

    /// <summary>Creates a group. Requires a superuser.</summary>
    /// <response code="201">The group, with its path in Location and its version in ETag.</response>
    /// <response code="400">The input is invalid, or another group has the name.</response>
    [HttpPost, NeedsRecentLogin, EnableRateLimiting(NetworkLimits.LoggedIn)]
    [ProducesResponseType<GroupDto>(StatusCodes.Status201Created)]
    public async Task<CreatedResult> AddGroup(GroupRequest group, CancellationToken cancellationToken) =>
        CreatedAt(await mediator.Send(group.ToAddCommand(User.UserId(), User.SessionId()), cancellationToken));

    /// <summary>Returns a group.</summary>
    /// <response code="200">The group, with its version in ETag.</response>
    [HttpGet("{id:guid}")]
    [ProducesResponseType<GroupDto>(StatusCodes.Status200OK)]
    public Task<GroupDto> GetGroup(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new GetGroupQuery(User.UserId(), id), cancellationToken);

    /// <summary>
    /// Replaces the name and the permissions of a group. The new permissions apply from the next request of a member. Requires a superuser.
    /// </summary>
    /// <param name="id">The group.</param>
    /// <param name="group">The new name and permissions.</param>
    /// <param name="ifMatch">The ETag that was read, or <c>*</c> for any version.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <response code="200">The updated group.</response>
    /// <response code="400">The input is invalid, or another group has the name.</response>
    [HttpPut("{id:guid}"), NeedsRecentLogin, EnableRateLimiting(NetworkLimits.LoggedIn)]
    [ProducesResponseType<GroupDto>(StatusCodes.Status200OK)]
    public Task<GroupDto> ChangeGroup(
        Guid id,
        GroupRequest group,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken cancellationToken) =>
        mediator.Send(group.ToChangeCommand(User.UserId(), User.SessionId(), id, IfMatch.Parse(ifMatch)), cancellationToken);

    /// <summary>Deletes a group. The members lose the permissions of the group. Requires a superuser.</summary>
    /// <param name="id">The group.</param>
    /// <param name="request">The current password, if the login is not recent.</param>
    /// <param name="ifMatch">The ETag that was read, or <c>*</c> for any version.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <response code="204">The group is deleted.</response>
    [HttpDelete("{id:guid}"), NeedsRecentLogin, EnableRateLimiting(NetworkLimits.LoggedIn)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> RemoveGroup(
        Guid id,
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] DeletionRequest request,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken cancellationToken) =>
        mediator
            .Send(request.ToGroupCommand(User.UserId(), User.SessionId(), id, IfMatch.Parse(ifMatch)), cancellationToken)
            .ToNoContent();

    private CreatedResult CreatedAt(GroupDto group) => new($"{Request.PathBase}/api/admin/groups/{group.Id}/", group);
}
