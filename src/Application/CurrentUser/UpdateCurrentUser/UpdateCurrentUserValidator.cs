using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Passwords;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.CurrentUser.UpdateCurrentUser;

internal sealed class UpdateCurrentUserValidator : AbstractValidator<UpdateCurrentUserCommand>
{
    public UpdateCurrentUserValidator(IUserRepository users, AccountOptions options, PasswordPolicy passwordPolicy)
    {
        RuleLevelCascadeMode = CascadeMode.Stop;

        RuleFor(command => command.Email)
            .Follows(AccountRules.Email with { Optional = true })
            .IsAvailableEmail(users, command => command.UserId)
            .When(_ => !options.RequireVerifiedEmail, ApplyConditionTo.CurrentValidator);
        RuleFor(command => command.Username)
            .Follows(AccountRules.Username with { Optional = true })
            .IsAvailableUsername(users, command => command.UserId);
        RuleFor(command => command.Password).Follows(AccountRules.Password with { Optional = true }).IsAllowedBy(passwordPolicy);
        RuleFor(command => command.CurrentPassword).Follows(AccountRules.LoginPassword with { Optional = true });
        RuleFor(command => command.Bio).Follows(AccountRules.Bio with { AllowBlank = options.AllowBlankProfileText });
        RuleFor(command => command.FullName).Follows(AccountRules.FullName with { AllowBlank = options.AllowBlankProfileText });
        RuleFor(command => command.BirthDate).IsDateOrNull();
        RuleFor(command => command.Language).Follows(AccountRules.Language);
    }
}
