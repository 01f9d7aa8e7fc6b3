using CleanAuth.Application.Accounts;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Admin.AdminLogin.EnterAdmin;

internal sealed class EnterAdminValidator : AbstractValidator<EnterAdminCommand>
{
    public EnterAdminValidator()
    {
        RuleFor(command => command.Email).Follows(AccountRules.LoginEmail);
        RuleFor(command => command.Password).Follows(AccountRules.LoginPassword);
    }
}
