using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.Benchmarks.Bare;

/// <summary>The endpoint of the bare server.</summary>
[ApiController, Route("api/user"), Authorize]
public sealed class BareUserController : ControllerBase
{
    private static readonly BareEnvelope Constant = new(
        new BareUser(Guid.CreateVersion7(), "user-00@example.com", "user-00", "", "", null, false));

    /// <summary>Answers the constant.</summary>
    [HttpGet]
    public BareEnvelope Get() => Constant;
}

/// <summary>The shape of the profile, as the service writes it.</summary>
public sealed record BareEnvelope(BareUser User);

/// <summary>The members of the profile.</summary>
public sealed record BareUser(
    Guid Id,
    string Email,
    string Username,
    string? Bio,
    string? FullName,
    DateOnly? BirthDate,
    bool IsStaff);
