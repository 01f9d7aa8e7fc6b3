using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Accounts;

/// <summary>
/// Changes the caller's account. It is looked at first, for what takes long: passwords are checked and hashed while nobody waits
/// for the account. The change is made on the account as it is then.
/// </summary>
internal sealed class OwnAccount(IUserRepository users, IAccountUpdates accounts)
{
    /// <summary>The account as it is now, to be looked at only.</summary>
    /// <exception cref="AccountUnavailableException">It is deleted or deactivated.</exception>
    public async Task<User> SeeAsync(Guid userId, CancellationToken cancellationToken) =>
        (await users.ReadByIdAsync(userId, cancellationToken)).MustBeActive();

    /// <summary>Changes it.</summary>
    /// <param name="seen">The account as it was looked at.</param>
    /// <param name="change">Makes the change. It may run more than once, and must do nothing slow.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="AccountUnavailableException">It was deleted or deactivated meanwhile.</exception>
    /// <exception cref="AccountChangedException">It got another password meanwhile, was shut and opened again, or all its sessions ended.</exception>
    /// <exception cref="InvalidInputException">The email address or the username belongs to another account.</exception>
    public async Task ChangeAsync(User seen, Func<User, CancellationToken, Task> change, CancellationToken cancellationToken)
    {
        try
        {
            await accounts.ChangeAsync(seen.Id, version: null, ChangeAsSeenAsync, cancellationToken);
        }
        catch (NotFoundException)
        {
            throw AccountUnavailableException.NotFound();
        }

        Task ChangeAsSeenAsync(User user, CancellationToken token)
        {
            user.MustBeAsSeen(seen);
            return change(user, token);
        }
    }
}
