using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Passwords;

internal static class PasswordRuleExtensions
{
    /// <summary>The password is absent, or one that anybody may choose. It has to follow its other rules already.</summary>
    public static IRuleBuilderOptionsConditions<T, Field<string>> IsAllowedBy<T>(
        this IRuleBuilder<T, Field<string>> builder,
        PasswordPolicy policy) =>
        builder.Custom((password, context) =>
        {
            if (password.HasValue && policy.FindError(password.Value) is { } objection)
            {
                context.AddFailure(objection);
            }
        });
}
