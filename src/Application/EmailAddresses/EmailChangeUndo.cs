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

/// <summary>Undoes an email change when the reader of the previous address asks for it. Added to the unit of work.</summary>
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
    /// Restores the previous address, voids the password, and emails the owner a reset link. Deletes links that were sent to other
    /// addresses, and undo links of later changes. If this is the first proof of the address, it also deletes undo links of earlier
    /// changes: an attacker may have moved their own account to the address.
    /// </summary>
    /// <exception cref="InvalidInputException">Another account with a verified address, or of staff, has the address.</exception>
    public async Task ApplyAsync(User user, AccountLink link, CancellationToken cancellationToken)
    {
        await FreeAddressAsync(link.Email, user, cancellationToken);
        DateTimeOffset now = clock.GetUtcNow();
        if (user.AwaitsErasure)
        {
            // The attacker deleted the account, so restore it. An account that staff deactivated stays deactivated.
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

    // An attacker could block the undo by registering the previous address with a new account. Such an account never verified the address,
    // so deactivate it and give it an address without a mailbox. An account with a verified address stays unchanged: the caller reads email
    // at this address, and can delete the account.
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

    // An attacker could change the address several times and get an undo link at each new address. Delete the undo links of later
    // changes. The links of earlier changes stay, so that the first owner wins. The account is locked, so no unsent email can create such
    // a link at the same time.
    private async Task DeleteLaterUndoLinksAsync(AccountLink link, CancellationToken cancellationToken)
    {
        await outbox.DeleteCreatedAfterAsync(link.UserId, EmailKind.EmailChanged, link.CreatedAt, cancellationToken);
        await links.DeleteCreatedAfterAsync(link, cancellationToken);
    }

    // Delete the links that the attacker received at their own address. Redeeming a link that reports a session would delete the owner's
    // known networks.
    private async Task DeleteLinksToOtherAddressesAsync(AccountLink link, CancellationToken cancellationToken)
    {
        await outbox.DeleteForOtherAddressesAsync(link.UserId, link.Email, cancellationToken);
        await links.DeleteForOtherAddressesAsync(link.UserId, link.Email, cancellationToken);
    }
}
