using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Tokens.BlacklistRefreshToken;

internal sealed class BlacklistRefreshTokenValidator : AbstractValidator<BlacklistRefreshTokenCommand>
{
    public BlacklistRefreshTokenValidator() => RuleFor(command => command.Refresh).Follows(TokenRules.Token);
}
