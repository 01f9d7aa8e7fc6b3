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
            Apply(user, email, now);
            return;
        }

        user.RequestEmail(email, now);
        outbox.Add(OutgoingMail.About(user, MailKind.ConfirmEmailChange, user.PendingEmail!, now));
    }

    /// <summary>Puts another address in the place of the old one, to be verified.</summary>
    public void Apply(User user, string email, DateTimeOffset now)
    {
        string old = user.Email;
        user.ChangeEmail(email, now);
        outbox.Add(OutgoingMail.To(user, MailKind.VerifyEmail, now));
        Announce(user, old, now);
    }

    /// <summary>Puts the address in the place of the old one that was waiting and is now confirmed.</summary>
    public void Confirm(User user, DateTimeOffset now)
    {
        string old = user.Email;
        user.ConfirmEmail(now);
        Announce(user, old, now);
    }

    // In other letters it is the same mailbox, from which there is nothing to take back.
    private void Announce(User user, string old, DateTimeOffset now)
    {
        if (EmailAddress.KeyOf(old) != user.NormalizedEmail)
        {
            outbox.Add(OutgoingMail.AboutChange(user, MailKind.EmailChanged, old, now));
        }

        events.Add(SecurityEventKind.EmailChanged, user.Id, sessionId: null);
    }
}
