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

    /// <summary>The text must be one that a name can have; its member of a request is called <c>q</c>.</summary>
    public static void IsSearch<T>(this IRuleBuilder<T, string?> builder) => builder.Keeps(Search, "q");

    /// <summary>The text must be one that an address can have; its member of a request is called <c>user</c>.</summary>
    public static void IsSearchedAddress<T>(this IRuleBuilder<T, string?> builder) => builder.Keeps(Address, "user");

    private static void Keeps<T>(this IRuleBuilder<T, string?> builder, TextRule rule, string name) =>
        builder.Custom((text, context) =>
        {
            foreach (string message in rule.Violations(text ?? Field<string>.Null))
            {
                context.AddFailure(name, message);
            }
        });
}
