using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Passwords;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Admin.Users.AddUser;

internal sealed class AddUserValidator : AbstractValidator<AddUserCommand>
{
    public AddUserValidator(IUserRepository users, AccountOptions options, PasswordPolicy passwordPolicy)
    {
        RuleLevelCascadeMode = CascadeMode.Stop;

        RuleFor(command => command.Email)
            .Follows(AccountRules.Email)
            .IsAvailableEmail(users);
        RuleFor(command => command.Username)
            .Follows(AccountRules.Username)
            .IsAvailableUsername(users);
        RuleFor(command => command.Password).Follows(AccountRules.Password).IsAllowedBy(passwordPolicy);
        RuleFor(command => command.FullName).Follows(AccountRules.FullName with { AllowBlank = options.AllowBlankProfileText });
        RuleFor(command => command.Bio).Follows(AccountRules.Bio with { AllowBlank = options.AllowBlankProfileText });
        RuleFor(command => command.BirthDate).IsDateOrNull();
    }
}
