using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Tokens.VerifyToken;

internal sealed class VerifyTokenValidator : AbstractValidator<VerifyTokenQuery>
{
    public VerifyTokenValidator() => RuleFor(query => query.Token).Follows(TokenRules.Token);
}
