using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Admin.Groups.ListGroups;
using CleanAuth.Application.Admin.Users;
using CleanAuth.Application.Admin.Users.ChangeRights;
using CleanAuth.WebApi.AdminPages.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CleanAuth.WebApi.AdminPages.Users;

/// <summary>What an account may do.</summary>
public sealed class RightsForm
{
    public string? Version { get; set; }

    public bool IsStaff { get; set; }

    public bool IsSuperuser { get; set; }

    public List<Guid> Groups { get; set; } = [];

    public List<string> UserPermissions { get; set; } = [];

    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? CurrentPassword { get; set; }

    /// <summary>The account as it is now.</summary>
    [BindNever]
    public UserDetailsDto User { get; set; } = null!;

    /// <summary>What there is to choose from.</summary>
    [BindNever]
    public GroupsDto Choice { get; set; } = null!;

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
