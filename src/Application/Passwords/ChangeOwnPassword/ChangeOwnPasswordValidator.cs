using CleanAuth.Application.Accounts;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Passwords.ChangeOwnPassword;

internal sealed class ChangeOwnPasswordValidator : AbstractValidator<ChangeOwnPasswordCommand>
{
    public ChangeOwnPasswordValidator(PasswordPolicy passwordPolicy)
    {
        RuleLevelCascadeMode = CascadeMode.Stop;

        RuleFor(command => command.CurrentPassword).Follows(AccountRules.LoginPassword);
        RuleFor(command => command.NewPassword).Follows(AccountRules.Password).IsAllowedBy(passwordPolicy);
    }
}
