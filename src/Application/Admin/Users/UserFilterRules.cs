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

    private static readonly TextRule Address = Search with { MaxLength = AccountRules.MaxEmailLength };

    /// <summary>The text could be part of a name. Errors are reported for the parameter <c>q</c>.</summary>
    public static void IsSearch<T>(this IRuleBuilder<T, string?> builder) => builder.Follows(Search, "q");

    /// <summary>The text could be an address. Errors are reported for the parameter <c>user</c>.</summary>
    public static void IsEmailSearch<T>(this IRuleBuilder<T, string?> builder) => builder.Follows(Address, "user");

    private static void Follows<T>(this IRuleBuilder<T, string?> builder, TextRule rule, string name) =>
        builder.Custom((text, context) =>
        {
            foreach (string message in rule.Violations(text ?? Field<string>.Null))
            {
                context.AddFailure(name, message);
            }
        });
}
