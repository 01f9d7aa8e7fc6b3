using CleanAuth.Application.CurrentUser;
using CleanAuth.Application.CurrentUser.GetCurrentUser;
using CleanAuth.WebApi.Json;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.CurrentUser;

/// <summary>The caller's own account.</summary>
[ApiController, Route("api/user"), Authorize, UserEnvelope, Tags("Current user")]
public sealed class CurrentUserController(IMediator mediator) : ControllerBase
{
    /// <summary>Reads the caller's account.</summary>
    /// <response code="200">The account.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    [HttpGet, HttpHead]
    [ProducesResponseType<CurrentUserDto>(StatusCodes.Status200OK)]
    public Task<CurrentUserDto> GetCurrentUser(CancellationToken cancellationToken) =>
        mediator.Send(new GetCurrentUserQuery(User.UserId(), User.SessionId()), cancellationToken);

    /// <summary>Changes what is present in the body; what is absent stays as it is. PUT and PATCH do the same.</summary>
    /// <response code="200">The account as it is now.</response>
    /// <response code="400">The input breaks a rule, or another account has the address or the username.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="409">The account was changed by another request at the same time; nothing was saved.</response>
    /// <response code="429">The current password was guessed or the password was changed too often, too many accounts left the unverified address, or the network asks too often.</response>
    [HttpPut, HttpPatch, EnableRateLimiting(NetworkLimits.OwnAccount)]
    [ProducesResponseType<CurrentUserDto>(StatusCodes.Status200OK)]
    public Task<CurrentUserDto> UpdateCurrentUser(UpdateCurrentUserRequest user, CancellationToken cancellationToken) =>
        mediator.Send(user.ToCommand(User.UserId(), User.SessionId()), cancellationToken);
}
