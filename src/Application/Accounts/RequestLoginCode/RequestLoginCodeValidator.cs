using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Accounts.RequestLoginCode;

internal sealed class RequestLoginCodeValidator : AbstractValidator<RequestLoginCodeCommand>
{
    public RequestLoginCodeValidator()
    {
        RuleFor(command => command.Email).Follows(AccountRules.Email);
    }
}
