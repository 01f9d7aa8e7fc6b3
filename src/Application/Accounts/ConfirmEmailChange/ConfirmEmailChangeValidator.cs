using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Accounts.ConfirmEmailChange;

internal sealed class ConfirmEmailChangeValidator : AbstractValidator<ConfirmEmailChangeCommand>
{
    public ConfirmEmailChangeValidator() => RuleFor(command => command.Token).Follows(LinkUse.Rule);
}
