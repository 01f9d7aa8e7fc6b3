using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Passwords;

internal static class PasswordRuleExtensions
{
    /// <summary>The password is absent, or allowed for any account. Validate its type and length first.</summary>
    public static IRuleBuilderOptionsConditions<T, Field<string>> IsAllowedBy<T>(
        this IRuleBuilder<T, Field<string>> builder,
        PasswordPolicy policy) =>
        builder.Custom((password, context) =>
        {
            if (password.HasValue && policy.FindError(password.Value) is { } error)
            {
                context.AddFailure(error);
            }
        });
}
