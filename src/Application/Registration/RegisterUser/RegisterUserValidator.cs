using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Passwords;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Registration.RegisterUser;

internal sealed class RegisterUserValidator : AbstractValidator<RegisterUserCommand>
{
    public RegisterUserValidator(IUserRepository users, AccountOptions options, PasswordPolicy passwordPolicy)
    {
        RuleLevelCascadeMode = CascadeMode.Stop;

        RuleFor(command => command.Email)
            .Follows(AccountRules.Email)
            .IsAvailableEmail(users).When(_ => !options.RequireVerifiedEmail, ApplyConditionTo.CurrentValidator);
        RuleFor(command => command.Username)
            .Follows(AccountRules.Username)
            .IsAvailableUsername(users);
        RuleFor(command => command.Password).Follows(AccountRules.Password).IsAllowedBy(passwordPolicy);
        RuleFor(command => command.Bio).Follows(AccountRules.Bio with { AllowBlank = options.AllowBlankProfileText });
        RuleFor(command => command.FullName).Follows(AccountRules.FullName with { AllowBlank = options.AllowBlankProfileText });
        RuleFor(command => command.Language).Follows(AccountRules.Language);
    }
}
