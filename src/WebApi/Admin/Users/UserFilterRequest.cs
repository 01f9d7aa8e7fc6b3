using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Admin.Users.ExportUsers;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.WebApi.Admin.Users;

/// <summary>Which accounts.</summary>
public sealed record UserFilterRequest
{
    /// <summary>What the email or the username begins with, in whatever letter case; or the id.</summary>
    [FromQuery(Name = "q")]
    public string? Q { get; init; }

    /// <summary>Whether they may log in.</summary>
    [FromQuery(Name = "is_active")]
    public bool? IsActive { get; init; }

    /// <summary>Whether they are staff.</summary>
    [FromQuery(Name = "is_staff")]
    public bool? IsStaff { get; init; }

    /// <summary>Whether they may do everything.</summary>
    [FromQuery(Name = "is_superuser")]
    public bool? IsSuperuser { get; init; }

    public ExportUsersQuery ToExportQuery(Guid callerId, Guid sessionId) => new(callerId, ToFilter()) { SessionId = sessionId };

    internal UserFilter ToFilter() => new(Q, IsActive, IsStaff, IsSuperuser);
}
