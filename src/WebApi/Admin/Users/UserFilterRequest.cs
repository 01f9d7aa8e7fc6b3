using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Admin.Users.ExportUsers;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.WebApi.Admin.Users;

/// <summary>A filter for accounts.</summary>
public sealed record UserFilterRequest
{
    /// <summary>The start of the email or of the username, in any case; or the id.</summary>
    [FromQuery(Name = "q")]
    public string? Q { get; init; }

    /// <summary>Whether the account is active.</summary>
    [FromQuery(Name = "is_active")]
    public bool? IsActive { get; init; }

    /// <summary>Whether the account is staff.</summary>
    [FromQuery(Name = "is_staff")]
    public bool? IsStaff { get; init; }

    /// <summary>Whether the account is a superuser.</summary>
    [FromQuery(Name = "is_superuser")]
    public bool? IsSuperuser { get; init; }

    public ExportUsersQuery ToExportQuery(Guid callerId, Guid sessionId) => new(callerId, ToFilter()) { SessionId = sessionId };

    internal UserFilter ToFilter() => new(Q, IsActive, IsStaff, IsSuperuser);
}
