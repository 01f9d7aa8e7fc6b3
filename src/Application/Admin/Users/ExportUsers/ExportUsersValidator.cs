using FluentValidation;

namespace CleanAuth.Application.Admin.Users.ExportUsers;

internal sealed class ExportUsersValidator : AbstractValidator<ExportUsersQuery>
{
    public ExportUsersValidator()
    {
        RuleFor(query => query.Filter.Search).IsSearch();
    }
}
