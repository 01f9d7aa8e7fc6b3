using FluentValidation;

namespace CleanAuth.Application.Paging;

internal static class CursorRules
{
    /// <summary>The cursor is absent or valid.</summary>
    public static IRuleBuilderOptions<T, string?> IsCursor<T>(this IRuleBuilder<T, string?> builder) =>
        builder.Must(cursor => PagePosition.Parse(cursor) is not null).WithMessage("Not a valid value.");
}
