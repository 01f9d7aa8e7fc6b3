using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Admin.Groups.AddGroup;
using CleanAuth.Application.Admin.Groups.ChangeGroup;
using CleanAuth.Application.Validation;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CleanAuth.WebApi.Admin.Groups;

/// <summary>What a group shall be. The name is trimmed; unknown members are ignored.</summary>
public sealed record GroupRequest
{
    /// <summary>Its name, 150 characters and 180 bytes at most. Its letter case does not tell groups apart.</summary>
    [Required]
    public Field<string> Name { get; init; }

    /// <summary>What its members may do, such as <c>end_session</c>.</summary>
    [Required, ValidateNever]
    public IReadOnlyList<string>? Permissions { get; init; }

    /// <summary>The caller's own password, where their login is older than <c>Accounts:ReauthenticationLifetime</c>.</summary>
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
