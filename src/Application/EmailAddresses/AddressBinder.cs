using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Links;
using CleanAuth.Application.Passwords;
using CleanAuth.Application.Throttling;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Links;

namespace CleanAuth.Application.EmailAddresses;

/// <summary>
/// Redeems links that bind an address to an account. A click proves the mailbox alone, so these links also need the account: an access
/// token of it, or its password. Otherwise an attacker could have the owner of an address bind it to the attacker's account.
/// </summary>
internal sealed class AddressBinder(
    AccountLinkRedeemer links,
    IUserRepository users,
    Reauthentication reauthentication)
{
    /// <summary>Redeems the link and binds the address, both or neither. Returns the account.</summary>
    /// <exception cref="InvalidInputException">The link, the account or the password is wrong; the error is the same, and the link stays valid.</exception>
    /// <exception cref="AccountUnavailableException">The account of the access token is deleted or deactivated.</exception>
    /// <exception cref="ThrottledException">The password was guessed too often.</exception>
    public async Task<Guid> BindAsync(
        IAddressBinding command,
        LinkPurpose purpose,
        Func<User, CancellationToken, Task> bind,
        CancellationToken cancellationToken)
    {
        if (command.CallerId is { } callerId)
        {
            (await users.ReadByIdAsync(callerId, cancellationToken)).MustBeActive();
        }

        AccountLink? link = await links.TryFindValidAsync(command.Token.Value, purpose, cancellationToken);
        User? seen = await ReadAccountAsync(link, cancellationToken);
        LoginAttempt? attempt = null;
        if (command.Password.HasValue)
        {
            // Hash for an invalid link too, or the time would reveal whether the link is valid.
            attempt = await reauthentication.TryVerifyAsync(seen, command.SessionId, command.Password.Value, cancellationToken)
                ?? throw AccountLinkRedeemer.Refused();
        }
        else if (seen is null || seen.Id != command.CallerId)
        {
            throw AccountLinkRedeemer.Refused();
        }

        await links.RedeemAsync(link!, BindAsSeen, cancellationToken);
        return link!.UserId;

        Task BindAsSeen(User user, CancellationToken token)
        {
            // The check is out of date if the password changed, the address was proven or all sessions ended since.
            if (user.SessionEpoch != seen!.SessionEpoch)
            {
                throw AccountLinkRedeemer.Refused();
            }

            reauthentication.RecordSuccess(attempt, user);
            return bind(user, token);
        }
    }

    private async Task<User?> ReadAccountAsync(AccountLink? link, CancellationToken cancellationToken)
    {
        User? user = link is null ? null : await users.ReadByIdAsync(link.UserId, cancellationToken);
        return user is not null && link!.IsValidFor(user) ? user : null;
    }
}
