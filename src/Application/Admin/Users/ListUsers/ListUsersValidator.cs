using FluentValidation;

namespace CleanAuth.Application.Admin.Users.ListUsers;

internal sealed class ListUsersValidator : AbstractValidator<ListUsersQuery>
{
    private const string NotValid = "Not a valid value.";

    public ListUsersValidator()
    {
        RuleFor(query => query.Filter.Search).IsSearch();
        RuleFor(query => query.Ordering).Must(ordering => ordering is null || UserOrder.Exists(ordering)).WithMessage(NotValid);
        RuleFor(query => query.Cursor).Must(IsPosition).WithMessage(NotValid);
        RuleFor(query => query.PageSize)
            .GreaterThanOrEqualTo(1).WithMessage("Ensure this value is greater than or equal to 1.")
            .LessThanOrEqualTo(ListUsersHandler.MaxPageSize)
            .WithMessage($"Ensure this value is less than or equal to {ListUsersHandler.MaxPageSize}.");
    }

    private static bool IsPosition(ListUsersQuery query, string? cursor) =>
        cursor is null || UserCursor.Read(cursor, UserOrder.Of(query.Filter, query.Ordering)) is not null;
}
