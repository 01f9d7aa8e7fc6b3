using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Abstractions.Links;
using CleanAuth.Application.Abstractions.Throttling;
using CleanAuth.Application.AccountLifecycle;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Links;
using CleanAuth.Application.Passwords;
using CleanAuth.Application.Sessions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.EmailAddresses;

/// <summary>Takes a change of an address back, for whoever reads the earlier one; with the next save.</summary>
internal sealed class EmailChangeUndo(
    IUserRepository users,
    SessionTerminator sessionTerminator,
    AccountActivation accountActivation,
    EmailOwnershipRecorder emailOwnershipRecorder,
    IAccountLinkRepository links,
    IAttemptCounterRepository attemptCounters,
    IOutbox outbox,
    ISecurityEventWriter events,
    TimeProvider clock)
{
    public const string AddressTaken =
        "Another account has this email address. Delete that account or change its address, then use this link again.";

    /// <summary>
    /// Gives the account its earlier address and voids the password, which the thief knew. The owner is sent a link to choose the
    /// next one. Links to other addresses are void. Later changes cannot be undone any more, and earlier ones neither where this is the first proof of the address: an
    /// attacker may have moved an account of theirs to it.
    /// </summary>
    /// <exception cref="InvalidInputException">Another account has the address, and is not to lose it.</exception>
    public async Task ApplyAsync(User user, AccountLink link, CancellationToken cancellationToken)
    {
        await FreeAddressAsync(link.Email, user, cancellationToken);
        DateTimeOffset now = clock.GetUtcNow();
        if (user.AwaitsErasure)
        {
            // The thief left with the account. An account that staff deactivated stays deactivated.
            await accountActivation.SetAsync(user, isActive: true, cancellationToken);
        }

        user.ChangeEmail(link.Email, now);
        if (link.IsOfUnverifiedAddress && !user.IsEmailVerified)
        {
            await emailOwnershipRecorder.RecordAsync(user, newPasswordHash: null, now, cancellationToken);
        }
        else
        {
            user.UndoEmailChange(link.Email, now);
            user.VoidPassword(now);
            await DeleteLaterUndoLinksAsync(link, cancellationToken);
            await DeleteLinksToOtherAddressesAsync(link, cancellationToken);
            await attemptCounters.DeleteKnownNetworksAsync(user.Id, cancellationToken);
            await sessionTerminator.EndAllAfterEpochChangeAsync(user, SessionEndReason.EmailRestored, now, cancellationToken);
        }

        events.Add(SecurityEventKind.EmailRestored, user.Id, sessionId: null);
        outbox.Add(OutgoingEmail.To(user, EmailKind.ResetPassword, now));
    }

    // A thief who changed the address could register the old one for a new account, to block the undo. That account never
    // verified the address, but the caller just has: deactivate it, and give it an address of nobody. A verified account stays, as
    // somebody uses it. The caller reads the mail of its address, so they may know of it and can delete it themselves.
    private async Task FreeAddressAsync(string email, User owner, CancellationToken cancellationToken)
    {
        User? holder = await users.FindByEmailAsync(email, cancellationToken);
        if (holder is null || holder.Id == owner.Id)
        {
            return;
        }

        if (holder.IsEmailVerified || holder.IsStaff)
        {
            throw InvalidInputException.Of(AccountLinkRedeemer.FieldName, AddressTaken);
        }

        holder.ChangeEmail(EmailAddress.CreateUndeliverable(), clock.GetUtcNow());
        await attemptCounters.DeleteKnownNetworksAsync(holder.Id, cancellationToken);
        if (!holder.AwaitsErasure)
        {
            await accountActivation.SetAsync(holder, isActive: false, cancellationToken);
        }
    }

    // A thief could change the address several times and get an undo link at each of theirs. Earlier changes can still be
    // undone: the first owner wins over all later ones. The account is locked, so no waiting message becomes a link meanwhile.
    private async Task DeleteLaterUndoLinksAsync(AccountLink link, CancellationToken cancellationToken)
    {
        await outbox.DeleteCreatedAfterAsync(link.UserId, EmailKind.EmailChanged, link.CreatedAt, cancellationToken);
        await links.DeleteCreatedAfterAsync(link, cancellationToken);
    }

    // A thief who logged in at their address got links there to report a session. Each use would forget the networks of the owner.
    private async Task DeleteLinksToOtherAddressesAsync(AccountLink link, CancellationToken cancellationToken)
    {
        await outbox.DeleteForOtherAddressesAsync(link.UserId, link.Email, cancellationToken);
        await links.DeleteForOtherAddressesAsync(link.UserId, link.Email, cancellationToken);
    }
}
