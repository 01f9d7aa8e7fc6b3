using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Accounts.ChangePassword;

internal sealed class ChangePasswordValidator : AbstractValidator<ChangePasswordCommand>
{
    public ChangePasswordValidator(PasswordPolicy passwordPolicy)
    {
        RuleLevelCascadeMode = CascadeMode.Stop;

        RuleFor(command => command.Password).Follows(AccountRules.Password).IsAllowedBy(passwordPolicy);
    }
}
