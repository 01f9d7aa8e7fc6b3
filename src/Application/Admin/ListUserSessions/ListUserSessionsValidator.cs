using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Admin.ListUserSessions;

internal sealed class ListUserSessionsValidator : AbstractValidator<ListUserSessionsQuery>
{
    public ListUserSessionsValidator() => RuleFor(query => query.Cursor).IsCursor();
}
