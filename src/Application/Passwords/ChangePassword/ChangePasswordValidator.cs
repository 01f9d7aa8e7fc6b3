using CleanAuth.Application.Accounts;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Passwords.ChangePassword;

internal sealed class ChangePasswordValidator : AbstractValidator<ChangePasswordCommand>
{
    public ChangePasswordValidator(PasswordPolicy passwordPolicy)
    {
        RuleLevelCascadeMode = CascadeMode.Stop;

        RuleFor(command => command.CurrentPassword).Follows(AccountRules.LoginPassword);
        RuleFor(command => command.NewPassword).Follows(AccountRules.Password).IsAllowedBy(passwordPolicy);
    }
}
