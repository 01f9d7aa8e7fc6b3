using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Accounts;

/// <summary>Refuse an email address or username that another account has. Unique indexes catch concurrent requests.</summary>
internal static class AvailabilityRules
{
    /// <summary>Requires that no other account has the address. An absent address is valid.</summary>
    /// <param name="builder">The rule.</param>
    /// <param name="users">The accounts.</param>
    /// <param name="accountId">The account that may keep its own address; null for a new account.</param>
    public static IRuleBuilderOptions<T, Field<string>> IsAvailableEmail<T>(
        this IRuleBuilder<T, Field<string>> builder,
        IUserRepository users,
        Func<T, Guid>? accountId = null) => builder.IsAvailable("email", users.IsEmailTakenAsync, accountId);

    /// <summary>Requires that no other account has the username. An absent username is valid.</summary>
    /// <param name="builder">The rule.</param>
    /// <param name="users">The accounts.</param>
    /// <param name="accountId">The account that may keep its own username; null for a new account.</param>
    public static IRuleBuilderOptions<T, Field<string>> IsAvailableUsername<T>(
        this IRuleBuilder<T, Field<string>> builder,
        IUserRepository users,
        Func<T, Guid>? accountId = null) => builder.IsAvailable("username", users.IsUsernameTakenAsync, accountId);

    private static IRuleBuilderOptions<T, Field<string>> IsAvailable<T>(
        this IRuleBuilder<T, Field<string>> builder,
        string field,
        Func<string, Guid?, CancellationToken, Task<bool>> isTaken,
        Func<T, Guid>? accountId) => builder
        .MustAsync(async (command, value, token) => value.IsAbsent || !await isTaken(value.Value, accountId?.Invoke(command), token))
        .WithMessage(AccountRules.Taken(field));
}
