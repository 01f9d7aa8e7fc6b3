using FluentValidation;

namespace CleanAuth.Application.EmailAddresses.VerifyEmail;

internal sealed class VerifyEmailValidator : AbstractValidator<VerifyEmailCommand>
{
    public VerifyEmailValidator() => this.AddAddressBindingRules();
}
