using CleanAuth.Application.Accounts;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.EmailAddresses.RequestEmailVerification;

internal sealed class RequestEmailVerificationValidator : AbstractValidator<RequestEmailVerificationCommand>
{
    public RequestEmailVerificationValidator() => RuleFor(command => command.Email).Follows(AccountRules.Email);
}
