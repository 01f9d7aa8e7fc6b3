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
}
