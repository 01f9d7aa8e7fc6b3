using CleanAuth.Application.Links;
using FluentValidation;

namespace CleanAuth.Application.Accounts.VerifyEmail;

internal sealed class VerifyEmailValidator : AbstractValidator<VerifyEmailCommand>
{
    public VerifyEmailValidator() => this.AddAddressBindingRules();
}
