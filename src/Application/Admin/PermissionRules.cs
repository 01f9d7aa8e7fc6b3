using CleanAuth.Domain.Accounts;
using FluentValidation;

namespace CleanAuth.Application.Admin;

/// <summary>What lists of permissions may hold, of accounts and of groups.</summary>
internal static class PermissionRules
{
    private const int MaxItems = 100;

    /// <summary>The list is there and no longer than 100 items, and each of them is an existing permission.</summary>
    public static void ArePermissions<T>(this IRuleBuilder<T, IReadOnlyList<string>?> builder) =>
        builder.NotNull().WithMessage(Validation.TextRule.Required).Custom((names, context) =>
        {
            // Each unknown name is an error of its own.
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
