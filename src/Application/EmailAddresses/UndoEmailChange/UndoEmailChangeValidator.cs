using CleanAuth.Application.Links;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.EmailAddresses.UndoEmailChange;

internal sealed class UndoEmailChangeValidator : AbstractValidator<UndoEmailChangeCommand>
{
    public UndoEmailChangeValidator() => RuleFor(command => command.Token).Follows(AccountLinkRedeemer.Rule);
}
