using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Admin.Groups;
using CleanAuth.Application.Admin.Groups.AddGroup;
using CleanAuth.Application.Admin.Groups.ChangeGroup;
using CleanAuth.Application.Admin.Groups.DeleteGroup;
using CleanAuth.WebApi.AdminPages.Forms;
using FluentValidation;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CleanAuth.WebApi.AdminPages.Groups;

/// <summary>The form for a group.</summary>
public sealed class GroupForm
{
    public string? Version { get; set; }

    public string? Name { get; set; }

    public List<string> Permissions { get; set; } = [];

    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? CurrentPassword { get; set; }

    /// <summary>The current group; null in the form for a new group.</summary>
    [BindNever]
    public GroupDto? Group { get; set; }

    public static GroupForm Of(GroupDto group) => new()
    {
        Version = group.Version,
        Name = group.Name,
        Permissions = [.. group.Permissions],
        Group = group,
    };

    public AddGroupCommand ToAddCommand(Guid callerId, Guid sessionId) => new(callerId, FormText.Required(Name), Permissions)
    {
        SessionId = sessionId,
        CurrentPassword = FormText.OptionalSecret(CurrentPassword),
    };

    public ChangeGroupCommand ToChangeCommand(Guid callerId, Guid sessionId, Guid groupId) =>
        new(callerId, groupId, Version ?? "", FormText.Required(Name), Permissions)
        {
            SessionId = sessionId,
            CurrentPassword = FormText.OptionalSecret(CurrentPassword),
        };
}

internal sealed class GroupFormValidator : AbstractValidator<GroupForm>
{
    public GroupFormValidator() => RuleFor(form => form.Name).NotEmpty().WithMessage(FormRules.NotBlank);
}

/// <summary>The confirmation to delete a group.</summary>
public sealed class DeleteGroupForm
{
    public string? Version { get; set; }

    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? CurrentPassword { get; set; }

    /// <summary>The current group.</summary>
    [BindNever]
    public GroupDto Group { get; set; } = null!;

    public DeleteGroupCommand ToCommand(Guid callerId, Guid sessionId, Guid groupId) => new(callerId, groupId, Version ?? "")
    {
        SessionId = sessionId,
        CurrentPassword = FormText.OptionalSecret(CurrentPassword),
    };
}
