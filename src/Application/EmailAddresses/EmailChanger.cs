using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Abstractions.Throttling;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Throttling;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;

namespace CleanAuth.Application.EmailAddresses;

/// <summary>Changes the address of accounts and notifies both addresses, with the next save.</summary>
internal sealed class EmailChanger(
    IOutbox outbox,
    AccountChangeLimiter accountChangeLimiter,
    IAttemptCounterRepository attemptCounters,
    ISecurityEventWriter events,
    AccountOptions options)
{
    /// <summary>
    /// Counts that the owner asks for another address while the present one is not verified, and, where the change happens at once, that
    /// an account moves to the new one. It is saved at once, so call it before the account is locked.
    /// </summary>
    /// <exception cref="ThrottledException">Too many accounts left the address, or moved to the new one.</exception>
    public async Task CountAsync(User seen, ProfileChanges changes, CancellationToken cancellationToken)
    {
        if (!changes.ContainsNewEmailFor(seen) || EmailAddress.KeyOf(changes.Email.Value) == seen.NormalizedEmail)
        {
            return;
        }

        await accountChangeLimiter.CountLeavingUnverifiedAddressAsync(seen, cancellationToken);
        if (!options.ConfirmEmailChange)
        {
            await accountChangeLimiter.CountMoveToUnconfirmedAddressAsync(changes.Email.Value, cancellationToken);
        }
    }

    /// <summary>
    /// Changes the address for the owner once the new one is confirmed, or at once where
    /// <see cref="AccountOptions.ConfirmEmailChange"/> is off or the addresses differ only in case.
    /// </summary>
    /// <param name="user">The account, locked.</param>
    /// <param name="seen">The account as it was when <see cref="CountAsync"/> counted the change.</param>
    /// <param name="email">The new address.</param>
    /// <param name="now">The time of the change.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    /// <exception cref="AccountChangedException">The address was changed or verified since the change was counted.</exception>
    public async Task RequestAsync(User user, User seen, string email, DateTimeOffset now, CancellationToken cancellationToken)
    {
        user.MustHaveSameAddress(seen);
        if (!options.ConfirmEmailChange || EmailAddress.KeyOf(email) == user.NormalizedEmail)
        {
            await ApplyAsync(user, email, staffId: null, now, cancellationToken);
            return;
        }

        user.RequestEmailChange(email, now);
        outbox.Add(OutgoingEmail.About(user, EmailKind.ConfirmEmailChange, user.PendingEmail!, now));
    }

    /// <summary>Replaces the address at once; the new one has yet to be verified.</summary>
    /// <param name="user">The account.</param>
    /// <param name="email">The new address.</param>
    /// <param name="staffId">The member of staff who enters it; null when the owner does.</param>
    /// <param name="now">The time of the change.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task ApplyAsync(User user, string email, Guid? staffId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        PreviousAddress earlier = PreviousAddress.Of(user, staffId);
        user.ChangeEmail(email, now);
        if (staffId is { } actor)
        {
            user.MarkEmailSetBy(actor);
        }

        outbox.Add(OutgoingEmail.To(user, EmailKind.VerifyEmail, now));
        return AnnounceAsync(user, earlier, now, cancellationToken);
    }

    /// <summary>Replaces the address by the pending one, which is now confirmed.</summary>
    public Task ConfirmAsync(User user, DateTimeOffset now, CancellationToken cancellationToken)
    {
        PreviousAddress earlier = PreviousAddress.Of(user, staffId: null);
        user.ConfirmEmailChange(now);
        return AnnounceAsync(user, earlier, now, cancellationToken);
    }

    // An address that differs only in case is the same mailbox: there is nothing to undo.
    private async Task AnnounceAsync(User user, PreviousAddress earlier, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (EmailAddress.KeyOf(earlier.Email) != user.NormalizedEmail)
        {
            // They are networks of the old address. Its next owner must not inherit an attacker's.
            await attemptCounters.DeleteKnownNetworksAsync(user.Id, cancellationToken);
            outbox.Add(OutgoingEmail.AboutChange(
                user, EmailKind.EmailChanged, earlier.Email, isNotice: !earlier.MayUndo, isOfUnverifiedAddress: !earlier.IsVerified, now));
        }

        events.Add(SecurityEventKind.EmailChanged, user.Id, sessionId: null);
    }

    /// <summary>The address before a change, as it must be judged: the change itself clears what is known of it.</summary>
    private sealed record PreviousAddress(string Email, bool MayUndo, bool IsVerified)
    {
        // Staff could enter an address of their own, have it replaced, and take the account over by the link much later.
        public static PreviousAddress Of(User user, Guid? staffId) =>
            new(user.Email, MayUndo: staffId is null && user.EmailSetBy is null, user.IsEmailVerified);
    }
}
