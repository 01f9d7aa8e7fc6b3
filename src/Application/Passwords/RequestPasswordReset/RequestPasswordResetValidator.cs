using CleanAuth.Application.Accounts;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Passwords.RequestPasswordReset;

internal sealed class RequestPasswordResetValidator : AbstractValidator<RequestPasswordResetCommand>
{
    public RequestPasswordResetValidator() => RuleFor(command => command.Email).Follows(AccountRules.Email);
}
