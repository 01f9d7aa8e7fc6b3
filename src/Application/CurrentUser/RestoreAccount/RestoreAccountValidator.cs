using CleanAuth.Application.Links;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.CurrentUser.RestoreAccount;

internal sealed class RestoreAccountValidator : AbstractValidator<RestoreAccountCommand>
{
    public RestoreAccountValidator()
    {
        RuleFor(command => command.Token).Follows(LinkUse.Rule);
    }
}
