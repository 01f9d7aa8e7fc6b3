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
/// Redeems links that bind an address to an account. The link proves only that the caller reads the mailbox, so the caller must also prove
/// the account, by an access token or the password. Otherwise an attacker could make a victim confirm the victim's address for the
/// attacker's account.
/// </summary>
internal sealed class AddressBinder(
    AccountLinkRedeemer accountLinkRedeemer,
    IUserRepository users,
    Reauthentication reauthentication)
{
    /// <summary>Redeems the link and binds the address in one transaction. Returns the account.</summary>
    /// <exception cref="InvalidInputException">
    /// The link is invalid or belongs to another account, or the password is wrong. The error is the same, and the link stays valid.
    /// </exception>
    /// <exception cref="AccountUnavailableException">The account of the access token is deleted or deactivated.</exception>
    /// <exception cref="ThrottledException">Too many wrong passwords were sent.</exception>
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

        AccountLink? link = await accountLinkRedeemer.TryFindValidAsync(command.Token.Value, purpose, cancellationToken);
        User? snapshot = await ReadAccountAsync(link, cancellationToken);
        LoginAttempt? attempt = null;
        if (command.Password.HasValue)
        {
            // Hash for an invalid link too, or the response time would reveal whether the link is valid.
            attempt = await reauthentication.TryVerifyAsync(snapshot, command.SessionId, command.Password.Value, cancellationToken)
                ?? throw AccountLinkRedeemer.Refused();
        }
        else if (snapshot is null || snapshot.Id != command.CallerId)
        {
            throw AccountLinkRedeemer.Refused();
        }

        await accountLinkRedeemer.RedeemAsync(link!, BindIfUnchanged, cancellationToken);
        return link!.UserId;

        Task BindIfUnchanged(User user, CancellationToken token)
        {
            // Refuse if the password was changed, the address was proven, or all sessions ended since the password was verified.
            if (user.SessionEpoch != snapshot!.SessionEpoch)
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
