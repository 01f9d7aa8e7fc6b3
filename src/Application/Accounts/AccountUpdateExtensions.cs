using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Accounts;

internal static class AccountUpdateExtensions
{
    /// <summary>Updates the account of the caller if it has not changed since its password was verified.</summary>
    /// <inheritdoc cref="AccountGuards.MustMatchSnapshot"/>
    /// <inheritdoc cref="UpdateCallerAsync{T}(IAccountUpdates, Guid, Func{User, CancellationToken, Task{T}}, CancellationToken)"/>
    public static Task<T> UpdateCallerAsync<T>(
        this IAccountUpdates accounts,
        User snapshot,
        Func<User, CancellationToken, Task<T>> change,
        CancellationToken cancellationToken) => accounts.UpdateCallerAsync(
        snapshot.Id,
        (user, token) =>
        {
            user.MustMatchSnapshot(snapshot);
            return change(user, token);
        },
        cancellationToken);

    /// <summary>Updates the account of the caller and returns the result of the update.</summary>
    /// <inheritdoc cref="IAccountUpdates.UpdateAsync{T}(Guid, Func{User, CancellationToken, Task{T}}, CancellationToken)" path="/param"/>
    /// <exception cref="AccountUnavailableException">The account is deleted.</exception>
    /// <exception cref="InvalidInputException">Another account has the email address or the username.</exception>
    public static async Task<T> UpdateCallerAsync<T>(
        this IAccountUpdates accounts,
        Guid userId,
        Func<User, CancellationToken, Task<T>> change,
        CancellationToken cancellationToken)
    {
        try
        {
            return await accounts.UpdateAsync(userId, change, cancellationToken);
        }
        catch (NotFoundException)
        {
            throw AccountUnavailableException.NotFound();
        }
    }
}
