using CleanAuth.Domain.Accounts;
using FluentValidation;

namespace CleanAuth.Application.Admin;

/// <summary>What lists of permissions may hold, of accounts and of groups.</summary>
internal static class PermissionRules
{
    /// <summary>The list is there, and each of its items is a permission that there is.</summary>
    public static void ArePermissions<T>(this IRuleBuilder<T, IReadOnlyList<string>?> builder) =>
        builder.NotNull().WithMessage(Validation.TextRule.Required).Custom((names, context) =>
        {
            foreach (string name in (names ?? []).Where(name => !Permissions.Exists(name)).Distinct(StringComparer.Ordinal))
            {
                context.AddFailure($"\"{name}\" is not a valid choice.");
            }
        });
}
