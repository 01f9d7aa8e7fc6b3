using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Admin.Groups.ListGroups;
using CleanAuth.Application.Admin.Users;
using CleanAuth.Application.Admin.Users.ChangeRights;
using CleanAuth.WebApi.AdminPages.Forms;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CleanAuth.WebApi.AdminPages.Users.Details;

/// <summary>The form for the rights of an account.</summary>
public sealed class RightsForm
{
    public string? Version { get; set; }

    public bool IsStaff { get; set; }

    public bool IsSuperuser { get; set; }

    public List<Guid> Groups { get; set; } = [];

    public List<string> UserPermissions { get; set; } = [];

    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? CurrentPassword { get; set; }

    /// <summary>The current account.</summary>
    [BindNever]
    public UserDetailsDto User { get; set; } = null!;

    /// <summary>The groups and permissions to choose from.</summary>
    [BindNever]
    public GroupsDto Available { get; set; } = null!;

    public static RightsForm Of(UserDetailsDto user) => new()
    {
        Version = user.Version,
        IsStaff = user.IsStaff,
        IsSuperuser = user.IsSuperuser,
        Groups = [.. user.Groups.Select(group => group.Id)],
        UserPermissions = [.. user.UserPermissions],
    };

    public ChangeRightsCommand ToCommand(Guid callerId, Guid sessionId, Guid userId) =>
        new(callerId, userId, Version ?? "", IsStaff, IsSuperuser, Groups, UserPermissions)
        {
            SessionId = sessionId,
            CurrentPassword = FormText.OptionalSecret(CurrentPassword),
        };
}
