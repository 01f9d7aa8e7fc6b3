using CleanAuth.Application.Paging;
using FluentValidation;

namespace CleanAuth.Application.Admin.UserSessions.ListRefreshTokens;

internal sealed class ListRefreshTokensValidator : AbstractValidator<ListRefreshTokensQuery>
{
    public ListRefreshTokensValidator() => RuleFor(query => query.Cursor).IsCursor();
}
