using FluentValidation;

namespace CleanAuth.Application.EmailAddresses.ConfirmEmailChange;

internal sealed class ConfirmEmailChangeValidator : AbstractValidator<ConfirmEmailChangeCommand>
{
    public ConfirmEmailChangeValidator() => this.AddAddressBindingRules();
}
