using CleanAuth.Application.Accounts;
using CleanAuth.Application.Passwords;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Admin.Users.SetUserPassword;

internal sealed class SetUserPasswordValidator : AbstractValidator<SetUserPasswordCommand>
{
    public SetUserPasswordValidator(PasswordPolicy passwordPolicy)
    {
        RuleLevelCascadeMode = CascadeMode.Stop;

        RuleFor(command => command.Password).Follows(AccountRules.Password).IsAllowedBy(passwordPolicy);
    }
}
