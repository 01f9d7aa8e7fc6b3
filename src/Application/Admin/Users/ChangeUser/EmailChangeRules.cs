using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Admin.Users.ChangeUser;

/// <summary>The rules for staff who change the address of an account.</summary>
internal static class EmailChangeRules
{
    public const string OwnEmail = "Change your own address in your profile; it requires your password.";

    /// <summary>Requires, within a transaction, that the member may change the address of the account.</summary>
    /// <exception cref="AccountChangedException">The address changed after the check, so the caller was not reauthenticated.</exception>
    /// <exception cref="InvalidInputException">The account is the caller's own.</exception>
    /// <exception cref="PermissionDeniedException">The caller may not set passwords.</exception>
    public static void Require(StaffMember actor, User user, bool isReauthenticated)
    {
        if (!isReauthenticated)
        {
            throw new AccountChangedException();
        }

        if (user.Id == actor.Id)
        {
            // The address is a login credential: an open page or a stolen access token must not be enough to change it.
            throw InvalidInputException.Of("email", OwnEmail);
        }

        // A caller who sets the address can then reset the password, so this needs the permission to set passwords.
        actor.MustHave(Permissions.SetPassword);
    }
}
