using CleanAuth.Application.Paging;
using FluentValidation;

namespace CleanAuth.Application.Sessions.ListSessions;

internal sealed class ListSessionsValidator : AbstractValidator<ListSessionsQuery>
{
    public ListSessionsValidator() => RuleFor(query => query.Cursor).IsCursor();
}
