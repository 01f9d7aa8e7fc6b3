using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Mail;

namespace CleanAuth.Application.Accounts;

/// <summary>Gives accounts another address, and tells those whom it concerns; with the next save.</summary>
internal sealed class EmailChange(IOutbox outbox, ISecurityEvents events, AccountOptions options)
{
    /// <summary>
    /// Does what the owner asks for: once the new address is confirmed, or at once where
    /// <see cref="AccountOptions.ConfirmEmailChange"/> is off or it is the same address in other letters.
    /// </summary>
    public void Request(User user, string email, DateTimeOffset now)
    {
        if (!options.ConfirmEmailChange || EmailAddress.KeyOf(email) == user.NormalizedEmail)
        {
            Apply(user, email, staffId: null, now);
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
    public void Apply(User user, string email, Guid? staffId, DateTimeOffset now)
    {
        string old = user.Email;
        bool mayUndo = staffId is null && MayUndo(user);
        user.ChangeEmail(email, now);
        if (staffId is { } actor)
        {
            user.MarkEmailSetBy(actor);
        }

        outbox.Add(OutgoingMail.To(user, MailKind.VerifyEmail, now));
        Announce(user, old, mayUndo, now);
    }

    /// <summary>Puts the address in the place of the old one that was waiting and is now confirmed.</summary>
    public void Confirm(User user, DateTimeOffset now)
    {
        string old = user.Email;
        bool mayUndo = MayUndo(user);
        user.ConfirmEmail(now);
        Announce(user, old, mayUndo, now);
    }

    // Staff could enter an address of their own, have it replaced, and take the account over by the link much later.
    private static bool MayUndo(User user) => user.EmailSetBy is null;

    // An address that differs only in case is the same mailbox: there is nothing to undo.
    private void Announce(User user, string old, bool mayUndo, DateTimeOffset now)
    {
        if (EmailAddress.KeyOf(old) != user.NormalizedEmail)
        {
            outbox.Add(OutgoingMail.AboutChange(user, MailKind.EmailChanged, old, isNotice: !mayUndo, now));
        }

        events.Add(SecurityEventKind.EmailChanged, user.Id, sessionId: null);
    }
}
