using CleanAuth.Application.Accounts;
using CleanAuth.Application.Passwords;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Operations.ChangePassword;

internal sealed class ChangePasswordValidator : AbstractValidator<ChangePasswordCommand>
{
    public ChangePasswordValidator(PasswordPolicy passwordPolicy)
    {
        RuleLevelCascadeMode = CascadeMode.Stop;

        RuleFor(command => command.Password).Follows(AccountRules.Password).IsAllowedBy(passwordPolicy);
    }
}
