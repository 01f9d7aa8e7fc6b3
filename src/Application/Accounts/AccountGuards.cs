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

    /// <summary>Requires that the account has not changed since its password was verified.</summary>
    /// <param name="user">The account, locked.</param>
    /// <param name="snapshot">The account as it was when the password was verified.</param>
    /// <exception cref="AccountUnavailableException">The account is deactivated.</exception>
    /// <exception cref="AccountChangedException">
    /// The password was changed, the account was deactivated and activated again, or all its sessions were ended.
    /// </exception>
    public static void MustMatchSnapshot(this User user, User snapshot)
    {
        if (user.MustBeActive().SessionEpoch != snapshot.SessionEpoch)
        {
            throw new AccountChangedException();
        }
    }

    /// <summary>Requires that the account still has the address for which an attempt was counted, still verified or unverified.</summary>
    /// <param name="user">The account, locked.</param>
    /// <param name="snapshot">The account as it was when the attempt was counted.</param>
    /// <exception cref="AccountChangedException">The address was changed or verified.</exception>
    public static void MustHaveSameAddress(this User user, User snapshot)
    {
        if (user.IsEmailVerified != snapshot.IsEmailVerified || user.NormalizedEmail != snapshot.NormalizedEmail)
        {
            throw new AccountChangedException();
        }
    }
}
