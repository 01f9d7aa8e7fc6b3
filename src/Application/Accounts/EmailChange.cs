using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Mail;

namespace CleanAuth.Application.Accounts;

/// <summary>Changes the address of accounts and notifies both addresses, with the next save.</summary>
internal sealed class EmailChange(IOutbox outbox, ILoginRecordRepository loginRecords, ISecurityEvents events, AccountOptions options)
{
    /// <summary>
    /// Changes the address for the owner once the new one is confirmed, or at once where
    /// <see cref="AccountOptions.ConfirmEmailChange"/> is off or the addresses differ only in case.
    /// </summary>
    public async Task RequestAsync(User user, string email, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!options.ConfirmEmailChange || EmailAddress.KeyOf(email) == user.NormalizedEmail)
        {
            await ApplyAsync(user, email, staffId: null, now, cancellationToken);
            return;
        }

        user.RequestEmail(email, now);
        outbox.Add(OutgoingMail.About(user, MailKind.ConfirmEmailChange, user.PendingEmail!, now));
    }

    /// <summary>Replaces the address at once; the new one has yet to be verified.</summary>
    /// <param name="user">The account.</param>
    /// <param name="email">The new address.</param>
    /// <param name="staffId">The member of staff who enters it; null when the owner does.</param>
    /// <param name="now">The time of the change.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task ApplyAsync(User user, string email, Guid? staffId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string old = user.Email;
        bool mayUndo = staffId is null && MayUndo(user);
        user.ChangeEmail(email, now);
        if (staffId is { } actor)
        {
            user.MarkEmailSetBy(actor);
        }

        outbox.Add(OutgoingMail.To(user, MailKind.VerifyEmail, now));
        return AnnounceAsync(user, old, mayUndo, now, cancellationToken);
    }

    /// <summary>Replaces the address by the pending one, which is now confirmed.</summary>
    public Task ConfirmAsync(User user, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string old = user.Email;
        bool mayUndo = MayUndo(user);
        user.ConfirmEmail(now);
        return AnnounceAsync(user, old, mayUndo, now, cancellationToken);
    }

    // Staff could enter an address of their own, have it replaced, and take the account over by the link much later.
    private static bool MayUndo(User user) => user.EmailSetBy is null;

    // An address that differs only in case is the same mailbox: there is nothing to undo.
    private async Task AnnounceAsync(User user, string old, bool mayUndo, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (EmailAddress.KeyOf(old) != user.NormalizedEmail)
        {
            // They are networks of the old address. Its next owner must not inherit an attacker's.
            await loginRecords.ForgetAsync(user.Id, cancellationToken);
            outbox.Add(OutgoingMail.AboutChange(user, MailKind.EmailChanged, old, isNotice: !mayUndo, now));
        }

        events.Add(SecurityEventKind.EmailChanged, user.Id, sessionId: null);
    }
}
