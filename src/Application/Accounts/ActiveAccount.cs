using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Accounts;

internal static class ActiveAccount
{
    /// <summary>Returns the account of a valid token if it still exists and is active.</summary>
    /// <exception cref="AccountUnavailableException">The account is deleted or deactivated.</exception>
    public static User MustBeActive(this User? user)
    {
        if (user is null)
        {
            throw AccountUnavailableException.NotFound();
        }

        return user.IsActive ? user : throw AccountUnavailableException.Inactive();
    }

    /// <summary>Requires that a password check still holds: the account may change while a password is hashed.</summary>
    /// <param name="user">The account, locked.</param>
    /// <param name="seen">The account as it was when the password was checked.</param>
    /// <exception cref="AccountUnavailableException">The account is deactivated.</exception>
    /// <exception cref="AccountChangedException">Its password was changed, it was deactivated and activated again, or all its sessions ended.</exception>
    public static void MustBeAsSeen(this User user, User seen)
    {
        if (user.MustBeActive().SessionEpoch != seen.SessionEpoch)
        {
            throw new AccountChangedException();
        }
    }

    /// <summary>Requires that the account still has the address for which an attempt was counted, verified or unverified as then.</summary>
    /// <param name="user">The account, locked.</param>
    /// <param name="seen">The account as it was when the attempt was counted.</param>
    /// <exception cref="AccountChangedException">The address was changed or verified.</exception>
    public static void MustHaveAddressAsSeen(this User user, User seen)
    {
        if (user.IsEmailVerified != seen.IsEmailVerified || user.NormalizedEmail != seen.NormalizedEmail)
        {
            throw new AccountChangedException();
        }
    }

    /// <summary>Updates the account of the caller, if it is still as it was when the password was checked.</summary>
    /// <inheritdoc cref="MustBeAsSeen"/>
    /// <inheritdoc cref="UpdateCallerAsync{T}(IAccountUpdates, Guid, Func{User, CancellationToken, Task{T}}, CancellationToken)"/>
    public static Task<T> UpdateCallerAsync<T>(
        this IAccountUpdates accounts,
        User seen,
        Func<User, CancellationToken, Task<T>> change,
        CancellationToken cancellationToken) => accounts.UpdateCallerAsync(
        seen.Id,
        (user, token) =>
        {
            user.MustBeAsSeen(seen);
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
