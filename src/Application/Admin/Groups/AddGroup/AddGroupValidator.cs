using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Admin.Groups.AddGroup;

internal sealed class AddGroupValidator : AbstractValidator<AddGroupCommand>
{
    public AddGroupValidator()
    {
        RuleFor(command => command.Name).Follows(GroupRules.Name);
        RuleFor(command => command.Permissions).ArePermissions();
    }
}
