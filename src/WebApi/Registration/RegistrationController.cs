using CleanAuth.Application.Registration.RegisterUser;
using CleanAuth.WebApi.Json;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.Registration;

/// <summary>Registration of an account.</summary>
[ApiController, Route("api/register"), Authorize, Tags("Registration")]
public sealed class RegistrationController(IMediator mediator) : ControllerBase
{
    /// <summary>Registers an account.</summary>
    /// <response code="201">The new account.</response>
    /// <response code="400">The input is invalid, or another account has the email or the username.</response>
    [HttpPost, AllowAnonymous, UserEnvelope, EnableRateLimiting(NetworkLimits.Credentials)]
    [ProducesResponseType<RegisteredUserDto>(StatusCodes.Status201Created)]
    public async Task<ActionResult<RegisteredUserDto>> Register(RegisterUserRequest user, CancellationToken cancellationToken) =>
        StatusCode(StatusCodes.Status201Created, await mediator.Send(user.ToCommand(), cancellationToken));
}
