using CleanAuth.Application.Accounts;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Admin.AdminLogin.LogInToAdmin;

internal sealed class LogInToAdminValidator : AbstractValidator<LogInToAdminCommand>
{
    public LogInToAdminValidator()
    {
        RuleFor(command => command.Email).Follows(AccountRules.LoginEmail);
        RuleFor(command => command.Password).Follows(AccountRules.LoginPassword);
    }
}
