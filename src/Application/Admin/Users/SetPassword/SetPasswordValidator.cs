using CleanAuth.Application.Accounts;
using CleanAuth.Application.Passwords;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Admin.Users.SetPassword;

internal sealed class SetPasswordValidator : AbstractValidator<SetPasswordCommand>
{
    public SetPasswordValidator(PasswordPolicy passwordPolicy)
    {
        RuleLevelCascadeMode = CascadeMode.Stop;

        RuleFor(command => command.Password).Follows(AccountRules.Password).IsAllowedBy(passwordPolicy);
    }
}
