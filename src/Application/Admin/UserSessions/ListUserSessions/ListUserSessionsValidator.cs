using CleanAuth.Application.Paging;
using FluentValidation;

namespace CleanAuth.Application.Admin.UserSessions.ListUserSessions;

internal sealed class ListUserSessionsValidator : AbstractValidator<ListUserSessionsQuery>
{
    public ListUserSessionsValidator() => RuleFor(query => query.Cursor).IsCursor();
}
