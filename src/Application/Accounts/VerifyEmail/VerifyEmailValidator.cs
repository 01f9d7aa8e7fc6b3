using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Accounts.VerifyEmail;

internal sealed class VerifyEmailValidator : AbstractValidator<VerifyEmailCommand>
{
    public VerifyEmailValidator() => RuleFor(command => command.Token).Follows(LinkUse.Rule);
}
