using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Accounts;

internal static class ActiveAccount
{
    /// <summary>The account that a good token names, as long as it is there and active now.</summary>
    /// <exception cref="AccountUnavailableException">It is deleted or deactivated.</exception>
    public static User MustBeActive(this User? user)
    {
        if (user is null)
        {
            throw AccountUnavailableException.NotFound();
        }

        return user.IsActive ? user : throw AccountUnavailableException.Inactive();
    }

    /// <summary>The account is still the one of which a password was checked: hashing takes a while, in which it may change.</summary>
    /// <exception cref="AccountUnavailableException">It is deactivated.</exception>
    /// <exception cref="AccountChangedException">It got another password, was shut and opened again, or all its sessions ended.</exception>
    public static void MustBeAsSeen(this User user, User seen)
    {
        if (user.MustBeActive().SessionEpoch != seen.SessionEpoch)
        {
            throw new AccountChangedException();
        }
    }

    /// <summary>The account has the address that it was counted for leaving, and its owner has not verified it meanwhile.</summary>
    /// <exception cref="AccountChangedException">It moved, or was verified.</exception>
    public static void MustBeWhereSeen(this User user, User seen)
    {
        if (user.IsEmailVerified != seen.IsEmailVerified || user.NormalizedEmail != seen.NormalizedEmail)
        {
            throw new AccountChangedException();
        }
    }
}
