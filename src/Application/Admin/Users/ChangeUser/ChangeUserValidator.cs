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
            .MustAsync(async (command, email, token) =>
                email.IsAbsent || !await users.EmailIsTakenAsync(email.Value, command.UserId, token))
            .WithMessage(AccountRules.Taken("email"));
        RuleFor(command => command.Username)
            .Follows(AccountRules.Username with { Optional = true })
            .MustAsync(async (command, username, token) =>
                username.IsAbsent || !await users.UsernameIsTakenAsync(username.Value, command.UserId, token))
            .WithMessage(AccountRules.Taken("username"));
        RuleFor(command => command.FullName).Follows(AccountRules.FullName with { AllowBlank = options.AllowBlankProfileText });
        RuleFor(command => command.Bio).Follows(AccountRules.Bio with { AllowBlank = options.AllowBlankProfileText });
        RuleFor(command => command.BirthDate).IsDateOrNull();
    }
}
