using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Accounts.ChangePassword;

internal sealed class ChangePasswordValidator : AbstractValidator<ChangePasswordCommand>
{
    public ChangePasswordValidator() => RuleFor(command => command.Password).Follows(AccountRules.Password);
}
