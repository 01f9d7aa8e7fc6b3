using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Admin.Groups.ChangeGroup;

internal sealed class ChangeGroupValidator : AbstractValidator<ChangeGroupCommand>
{
    public ChangeGroupValidator()
    {
        RuleFor(command => command.Name).Follows(GroupRules.Name);
        RuleFor(command => command.Permissions).ArePermissions();
    }
}
