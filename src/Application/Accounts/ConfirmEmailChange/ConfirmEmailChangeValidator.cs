using CleanAuth.Application.Links;
using FluentValidation;

namespace CleanAuth.Application.Accounts.ConfirmEmailChange;

internal sealed class ConfirmEmailChangeValidator : AbstractValidator<ConfirmEmailChangeCommand>
{
    public ConfirmEmailChangeValidator() => this.AddAddressBindingRules();
}
