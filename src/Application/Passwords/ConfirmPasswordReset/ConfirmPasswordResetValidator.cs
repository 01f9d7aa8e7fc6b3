using CleanAuth.Application.Accounts;
using CleanAuth.Application.Links;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Passwords.ConfirmPasswordReset;

internal sealed class ConfirmPasswordResetValidator : AbstractValidator<ConfirmPasswordResetCommand>
{
    public ConfirmPasswordResetValidator(PasswordPolicy passwordPolicy)
    {
        RuleLevelCascadeMode = CascadeMode.Stop;

        RuleFor(command => command.Token).Follows(AccountLinkRedeemer.Rule);
        RuleFor(command => command.NewPassword).Follows(AccountRules.Password).IsAllowedBy(passwordPolicy);
    }
}
