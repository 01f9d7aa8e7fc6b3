using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Links;
using CleanAuth.Application.Throttling;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Links;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.EmailAddresses;

/// <summary>
/// Redeems links that bind an address to an account. A click proves the mailbox alone, so these links also need the account: an access
/// token of it, or its password. Otherwise an attacker could have the owner of an address bind it to the attacker's account.
/// </summary>
internal sealed class AddressBinder(
    AccountLinkRedeemer links,
    IUserRepository users,
    IPasswordHasher passwordHasher,
    LoginThrottle throttle,
    ISecurityEventWriter events,
    ILogger<AddressBinder> logger)
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
        LoginAttempt? guess = null;
        if (command.Password.HasValue)
        {
            guess = await CheckPasswordAsync(seen, command, cancellationToken);
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

            if (guess is not null)
            {
                throttle.Remember(guess, user);
            }

            return bind(user, token);
        }
    }

    private async Task<User?> ReadAccountAsync(AccountLink? link, CancellationToken cancellationToken)
    {
        User? user = link is null ? null : await users.ReadByIdAsync(link.UserId, cancellationToken);
        return user is not null && link!.IsValidFor(user) ? user : null;
    }

    // Hash for a bad link too: otherwise the time tells whether the link is valid.
    private async Task<LoginAttempt?> CheckPasswordAsync(User? user, IAddressBinding command, CancellationToken cancellationToken)
    {
        LoginAttempt? guess = user is null ? null : await throttle.AdmitAsync(user.Email, cancellationToken);
        using HashingPermit permit = await passwordHasher.AcquireAsync(cancellationToken);
        if (guess is not null)
        {
            await throttle.CountAsync(guess, cancellationToken);
        }

        PasswordVerdict verdict = await passwordHasher.VerifyAsync(permit, command.Password.Value, user?.PasswordHash, cancellationToken);
        if (user is not null && verdict != PasswordVerdict.Wrong)
        {
            return guess;
        }

        events.AddLater(SecurityEventKind.LoginFailed, user?.Id, command.SessionId);
        logger.LoginFailed(user?.Id);
        throw AccountLinkRedeemer.Refused();
    }
}
