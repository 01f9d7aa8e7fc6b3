using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Admin.ListRefreshTokens;

internal sealed class ListRefreshTokensValidator : AbstractValidator<ListRefreshTokensQuery>
{
    public ListRefreshTokensValidator() => RuleFor(query => query.Cursor).IsCursor();
}
