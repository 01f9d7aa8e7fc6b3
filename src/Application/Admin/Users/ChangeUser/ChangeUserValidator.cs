using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Admin.Users.ChangeUser;

internal sealed class ChangeUserValidator : AbstractValidator<ChangeUserCommand>
{
    public ChangeUserValidator(IUserRepository users, AccountOptions options)
    {
        RuleLevelCascadeMode = CascadeMode.Stop;

        RuleFor(command => command.Email)
            .Follows(AccountRules.Email with { Optional = true })
            .IsAvailableEmail(users, command => command.UserId);
        RuleFor(command => command.Username)
            .Follows(AccountRules.Username with { Optional = true })
            .IsAvailableUsername(users, command => command.UserId);
        RuleFor(command => command.FullName).Follows(AccountRules.FullName with { AllowBlank = options.AllowBlankProfileText });
        RuleFor(command => command.Bio).Follows(AccountRules.Bio with { AllowBlank = options.AllowBlankProfileText });
        RuleFor(command => command.BirthDate).IsDateOrNull();
    }
}
