using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Admin;

internal static class UserFilterRules
{
    private static readonly TextRule Search = new()
    {
        Optional = true,
        AllowNull = true,
        AllowBlank = true,
        MaxLength = AccountRules.MaxUsernameLength,
    };

    /// <summary>What is searched for is text that a name can have; its member of a request is called <c>q</c>.</summary>
    public static void IsSearch<T>(this IRuleBuilder<T, string?> builder) =>
        builder.Custom((text, context) =>
        {
            foreach (string message in Search.Violations(text ?? Field<string>.Null))
            {
                context.AddFailure("q", message);
            }
        });
}
