using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.BareEndpoints;

/// <summary>The least that reading a profile can do: it verifies an access token and returns a constant.</summary>
[ApiController, Route("api/user"), Authorize]
public sealed class UserController : ControllerBase
{
    private static readonly UserEnvelope Constant = new(
        new Profile(Guid.CreateVersion7(), "user-00@example.com", "user-00", "", "", null, false));

    /// <summary>Returns the constant.</summary>
    [HttpGet]
    public UserEnvelope Get() => Constant;
}

/// <summary>The body of the profile, as the service writes it.</summary>
public sealed record UserEnvelope(Profile User);

/// <summary>The members of the profile.</summary>
public sealed record Profile(
    Guid Id,
    string Email,
    string Username,
    string? Bio,
    string? FullName,
    DateOnly? BirthDate,
    bool IsStaff);
