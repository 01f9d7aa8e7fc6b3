using CleanAuth.Application.Accounts;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Login.LoginUser;

internal sealed class LoginUserValidator : AbstractValidator<LoginUserCommand>
{
    public LoginUserValidator()
    {
        RuleFor(command => command.Email).Follows(AccountRules.LoginEmail);
        RuleFor(command => command.Password).Follows(AccountRules.LoginPassword);
    }
}
