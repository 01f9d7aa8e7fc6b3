using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Accounts;

internal static class AccountGuards
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
    public static void MustMatchSnapshot(this User user, User seen)
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
    public static void MustHaveSameAddress(this User user, User seen)
    {
        if (user.IsEmailVerified != seen.IsEmailVerified || user.NormalizedEmail != seen.NormalizedEmail)
        {
            throw new AccountChangedException();
        }
    }
}
