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

/// <summary>Changes the address of an account and notifies both addresses. Added to the unit of work.</summary>
internal sealed class EmailChanger(
    IOutbox outbox,
    AccountChangeLimiter accountChangeLimiter,
    IAttemptCounterRepository attemptCounters,
    ISecurityEventWriter events,
    AccountOptions options)
{
    /// <summary>
    /// Counts the change against the limits for leaving an unverified address and, if the change takes effect at once, for moving to an
    /// unconfirmed address. Call it before the account is locked, because it saves in its own transaction.
    /// </summary>
    /// <exception cref="ThrottledException">Too many accounts left the present address, or moved to the new one.</exception>
    public async Task CountAsync(User snapshot, ProfileChanges changes, CancellationToken cancellationToken)
    {
        if (!changes.ContainsNewEmailFor(snapshot) || EmailAddress.KeyOf(changes.Email.Value) == snapshot.NormalizedEmail)
        {
            return;
        }

        await accountChangeLimiter.CountLeavingUnverifiedAddressAsync(snapshot, cancellationToken);
        if (!options.ConfirmEmailChange)
        {
            await accountChangeLimiter.CountMoveToUnconfirmedAddressAsync(changes.Email.Value, cancellationToken);
        }
    }

    /// <summary>
    /// Emails a link to the new address that confirms the change. If <see cref="AccountOptions.ConfirmEmailChange"/> is off, or the
    /// addresses differ only in case, it changes the address at once.
    /// </summary>
    /// <param name="user">The account, locked.</param>
    /// <param name="snapshot">The account as it was when <see cref="CountAsync"/> counted the change.</param>
    /// <param name="email">The new address.</param>
    /// <param name="now">The time of the change.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    /// <exception cref="AccountChangedException">The address was changed or verified since the change was counted.</exception>
    public async Task RequestAsync(User user, User snapshot, string email, DateTimeOffset now, CancellationToken cancellationToken)
    {
        user.MustHaveSameAddress(snapshot);
        if (!options.ConfirmEmailChange || EmailAddress.KeyOf(email) == user.NormalizedEmail)
        {
            await ApplyAsync(user, email, staffId: null, now, cancellationToken);
            return;
        }

        user.RequestEmailChange(email, now);
        outbox.Add(OutgoingEmail.About(user, EmailKind.ConfirmEmailChange, user.PendingEmail!, now));
    }

    /// <summary>Replaces the address at once. The new address is not verified yet.</summary>
    /// <param name="user">The account.</param>
    /// <param name="email">The new address.</param>
    /// <param name="staffId">The member of staff who enters the address; null if the owner does.</param>
    /// <param name="now">The time of the change.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task ApplyAsync(User user, string email, Guid? staffId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        PreviousAddress previous = PreviousAddress.Of(user, staffId);
        user.ChangeEmail(email, now);
        if (staffId is { } actor)
        {
            user.MarkEmailSetBy(actor);
        }

        outbox.Add(OutgoingEmail.To(user, EmailKind.VerifyEmail, now));
        return RecordChangeAsync(user, previous, now, cancellationToken);
    }

    /// <summary>Replaces the address by the pending one, which the owner has confirmed.</summary>
    public Task ConfirmAsync(User user, DateTimeOffset now, CancellationToken cancellationToken)
    {
        PreviousAddress previous = PreviousAddress.Of(user, staffId: null);
        user.ConfirmEmailChange(now);
        return RecordChangeAsync(user, previous, now, cancellationToken);
    }

    // An address that differs only in case is the same mailbox: there is nothing to undo.
    private async Task RecordChangeAsync(User user, PreviousAddress previous, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (EmailAddress.KeyOf(previous.Email) != user.NormalizedEmail)
        {
            // Known networks are stored for the previous address. Its next owner must not inherit the networks of an attacker.
            await attemptCounters.DeleteKnownNetworksAsync(user.Id, cancellationToken);
            outbox.Add(OutgoingEmail.AboutChange(
                user,
                EmailKind.EmailChanged,
                previous.Email,
                isNotice: !previous.MayUndo,
                isOfUnverifiedAddress: !previous.IsVerified,
                now));
        }

        events.Add(SecurityEventKind.EmailChanged, user.Id, sessionId: null);
    }

    /// <summary>The previous address and its state. Read it before the change, because the change clears this state.</summary>
    private sealed record PreviousAddress(string Email, bool MayUndo, bool IsVerified)
    {
        // An address that staff entered gets no undo link: a member of staff could enter their own address, and use the link later to take
        // over the account.
        public static PreviousAddress Of(User user, Guid? staffId) =>
            new(user.Email, MayUndo: staffId is null && user.EmailSetBy is null, user.IsEmailVerified);
    }
}
