using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Tokens.RefreshTokenPair;

internal sealed class RefreshTokenPairValidator : AbstractValidator<RefreshTokenPairCommand>
{
    public RefreshTokenPairValidator() => RuleFor(command => command.Refresh).Follows(TokenRules.Token);
}
