using CleanAuth.Application.Links;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.CurrentUser.RestoreCurrentUser;

internal sealed class RestoreCurrentUserValidator : AbstractValidator<RestoreCurrentUserCommand>
{
    public RestoreCurrentUserValidator()
    {
        RuleFor(command => command.Token).Follows(AccountLinkRedeemer.Rule);
    }
}
