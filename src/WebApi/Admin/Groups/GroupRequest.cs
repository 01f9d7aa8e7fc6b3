using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Admin.Groups.AddGroup;
using CleanAuth.Application.Admin.Groups.ChangeGroup;
using CleanAuth.Application.Validation;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CleanAuth.WebApi.Admin.Groups;

/// <summary>The name and the permissions of a group. The name is trimmed.</summary>
public sealed record GroupRequest
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static object Example => new { Name = "Support", Permissions = new[] { Domain.Accounts.Permissions.EndSession } };

    /// <summary>The name, at most 150 characters and 180 bytes. Names that differ only in case are equal.</summary>
    [Required]
    public Field<string> Name { get; init; }

    /// <summary>The permissions that the members get, such as <c>end_session</c>.</summary>
    [Required, ValidateNever]
    public IReadOnlyList<string>? Permissions { get; init; }

    /// <summary>The caller's password; required if their login is older than <c>Accounts:ReauthenticationLifetime</c>.</summary>
    public Field<string> CurrentPassword { get; init; }

    public AddGroupCommand ToAddCommand(Guid callerId, Guid sessionId) => new(callerId, Name.Trimmed(), Permissions)
    {
        SessionId = sessionId,
        CurrentPassword = CurrentPassword,
    };

    public ChangeGroupCommand ToChangeCommand(Guid callerId, Guid sessionId, Guid groupId, string? version) =>
        new(callerId, groupId, version, Name.Trimmed(), Permissions)
        {
            SessionId = sessionId,
            CurrentPassword = CurrentPassword,
        };
}
