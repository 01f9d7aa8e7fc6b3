using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.Benchmarks.Baseline;

/// <summary>The endpoint of the baseline server for the profile.</summary>
[ApiController, Route("api/user"), Authorize]
public sealed class BaselineUserController : ControllerBase
{
    private static readonly BaselineEnvelope Constant = new(
        new BaselineUser(Guid.CreateVersion7(), "user-00@example.com", "user-00", "", "", null, false));

    /// <summary>Returns the constant.</summary>
    [HttpGet]
    public BaselineEnvelope Get() => Constant;
}

/// <summary>The body of the profile, as the service writes it.</summary>
public sealed record BaselineEnvelope(BaselineUser User);

/// <summary>The members of the profile.</summary>
public sealed record BaselineUser(
    Guid Id,
    string Email,
    string Username,
    string? Bio,
    string? FullName,
    DateOnly? BirthDate,
    bool IsStaff);
