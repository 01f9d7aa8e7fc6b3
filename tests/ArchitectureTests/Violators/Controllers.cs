using CleanAuth.Application.Abstractions.Accounts;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.ArchitectureTests.Violators;

[ApiController, Route("sample/forgotten")]
public sealed class ForgottenController(IMediator mediator) : ControllerBase
{
    [HttpGet("{id}")]
    public Task<Unit> Get(CancellationToken cancellationToken) => mediator.Send<Unit>(null!, cancellationToken);

    [HttpPut, HttpPatch, Authorize]
    public Task<Unit> Update(CancellationToken cancellationToken) => mediator.Send<Unit>(null!, cancellationToken);
}

[ApiController, Route("sample/open"), Authorize, AllowAnonymous]
public sealed class OpenController(IMediator mediator, IUserRepository users) : ControllerBase
{
    [HttpDelete]
    public Task<bool> Delete(CancellationToken cancellationToken) => users.IsEmailTakenAsync("", null, cancellationToken);

    [HttpGet]
    public Task<Unit> Get(CancellationToken cancellationToken) => mediator.Send<Unit>(null!, cancellationToken);
}
