using CleanAuth.Application.Accounts;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.CurrentUser.DeleteCurrentUser;

internal sealed class DeleteCurrentUserValidator : AbstractValidator<DeleteCurrentUserCommand>
{
    public DeleteCurrentUserValidator()
    {
        RuleFor(command => command.CurrentPassword).Follows(AccountRules.LoginPassword with { Optional = true });
    }
}
