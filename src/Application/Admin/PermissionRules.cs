using CleanAuth.Domain.Accounts;
using FluentValidation;

namespace CleanAuth.Application.Admin;

/// <summary>Rules for the permissions of accounts and groups.</summary>
internal static class PermissionRules
{
    private const int MaxItems = 100;

    /// <summary>The list is present, has at most 100 items, and each item is an existing permission.</summary>
    public static void ArePermissions<T>(this IRuleBuilder<T, IReadOnlyList<string>?> builder) =>
        builder.NotNull().WithMessage(Validation.TextRule.Required).Custom((names, context) =>
        {
            // Limit the length first, because every unknown name is reported.
            if (names?.Count > MaxItems)
            {
                context.AddFailure($"Ensure this field has no more than {MaxItems} elements.");
                return;
            }

            foreach (string name in (names ?? []).Where(name => !Permissions.Exists(name)).Distinct(StringComparer.Ordinal))
            {
                context.AddFailure($"\"{name}\" is not a valid choice.");
            }
        });
}
