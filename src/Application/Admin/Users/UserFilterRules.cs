using CleanAuth.Application.Accounts;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Admin.Users;

internal static class UserFilterRules
{
    private static readonly TextRule Search = new()
    {
        Optional = true,
        AllowNull = true,
        AllowBlank = true,
        MaxLength = AccountRules.MaxUsernameLength,
    };

    /// <summary>The text is short enough for a search. Errors are reported for the parameter <c>q</c>.</summary>
    public static void IsSearch<T>(this IRuleBuilder<T, string?> builder) => builder.Follows(Search, fieldName: "q");
}
