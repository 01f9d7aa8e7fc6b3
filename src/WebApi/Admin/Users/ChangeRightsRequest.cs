using System.ComponentModel.DataAnnotations;
using CleanAuth.Application;
using CleanAuth.Application.Admin.Users.ChangeRights;
using CleanAuth.Application.Validation;
using CleanAuth.Domain.Accounts;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CleanAuth.WebApi.Admin.Users;

/// <summary>All rights of an account.</summary>
public sealed record ChangeRightsRequest
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static object Example => new
    {
        IsStaff = true,
        IsSuperuser = false,
        Groups = new[] { ExampleData.GroupId },
        UserPermissions = new[] { Permissions.AddUser },
    };

    /// <summary>Whether the account is staff; must be true for superusers.</summary>
    [Required, ValidateNever]
    public bool? IsStaff { get; init; }

    /// <summary>Whether the account is a superuser.</summary>
    [Required, ValidateNever]
    public bool? IsSuperuser { get; init; }

    /// <summary>The ids of the groups of the account.</summary>
    [Required, ValidateNever]
    public IReadOnlyList<Guid>? Groups { get; init; }

    /// <summary>
    /// The permissions of the account itself: <c>add_user</c>, <c>change_user</c>, <c>set_password</c>, <c>deactivate_user</c>,
    /// <c>delete_user</c>, <c>export_users</c>, <c>end_session</c>.
    /// </summary>
    [Required, ValidateNever]
    public IReadOnlyList<string>? UserPermissions { get; init; }

    /// <summary>The caller's password; required if their login is older than <c>Accounts:ReauthenticationLifetime</c>.</summary>
    public Field<string> CurrentPassword { get; init; }

    public ChangeRightsCommand ToCommand(Guid callerId, Guid sessionId, Guid userId, string? version) =>
        new(callerId, userId, version, IsStaff, IsSuperuser, Groups, UserPermissions)
        {
            SessionId = sessionId,
            CurrentPassword = CurrentPassword,
        };
}
