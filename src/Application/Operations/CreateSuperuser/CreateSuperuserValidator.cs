using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Passwords;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Operations.CreateSuperuser;

internal sealed class CreateSuperuserValidator : AbstractValidator<CreateSuperuserCommand>
{
    public CreateSuperuserValidator(IUserRepository users, PasswordPolicy passwordPolicy)
    {
        RuleLevelCascadeMode = CascadeMode.Stop;

        RuleFor(command => command.Email)
            .Follows(AccountRules.Email)
            .IsAvailableEmail(users);
        RuleFor(command => command.Username)
            .Follows(AccountRules.Username)
            .IsAvailableUsername(users);
        RuleFor(command => command.Password).Follows(AccountRules.Password).IsAllowedBy(passwordPolicy);
    }
}
