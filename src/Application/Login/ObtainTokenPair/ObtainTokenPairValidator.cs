using CleanAuth.Application.Accounts;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Login.ObtainTokenPair;

internal sealed class ObtainTokenPairValidator : AbstractValidator<ObtainTokenPairCommand>
{
    public ObtainTokenPairValidator()
    {
        RuleFor(command => command.Email).Follows(AccountRules.LoginEmail);
        RuleFor(command => command.Password).Follows(AccountRules.LoginPassword);
    }
}
