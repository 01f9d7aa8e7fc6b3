using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Mail;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.Accounts;

/// <summary>Takes a change of an address back, for whoever reads the earlier one; with the next save.</summary>
internal sealed class EmailRestoring(
    IUserRepository users,
    SessionEnding sessionEnding,
    Activation activation,
    IAccountLinks links,
    ILoginRecordRepository loginRecords,
    IOutbox outbox,
    ISecurityEvents events,
    TimeProvider clock)
{
    /// <summary>
    /// Gives the account its earlier address and voids the password, which the thief knew. The owner is sent a link to choose the
    /// next one. Later changes cannot be undone any more.
    /// </summary>
    public async Task RestoreAsync(User user, AccountLink link, CancellationToken cancellationToken)
    {
        await VacateAsync(link.Email, user, cancellationToken);
        await ForgetLaterChangesAsync(link, cancellationToken);
        DateTimeOffset now = clock.GetUtcNow();
        if (user.AwaitsErasure)
        {
            // The thief left with the account. Who was shut by the staff stays shut.
            await activation.SetAsync(user, isActive: true, cancellationToken);
        }

        user.RestoreEmail(link.Email, now);
        user.VoidPassword(now);
        await loginRecords.ForgetAsync(user.Id, cancellationToken);
        events.Add(SecurityEventKind.EmailRestored, user.Id, sessionId: null);
        outbox.Add(OutgoingMail.To(user, MailKind.ResetPassword, now));
        await sessionEnding.EndAllAsync(user, SessionEnd.EmailRestored, now, cancellationToken);
    }

    // A thief who changed the address could register the old one for a new account, to block the undo. That account never
    // verified the address, but the caller just has: deactivate it, and give it an address of nobody.
    private async Task VacateAsync(string email, User owner, CancellationToken cancellationToken)
    {
        User? holder = await users.FindByEmailAsync(email, cancellationToken);
        if (holder is { IsEmailVerified: false, IsStaff: false } && holder.Id != owner.Id)
        {
            holder.ChangeEmail(AccountName.EmailOfNobody(), clock.GetUtcNow());
            await loginRecords.ForgetAsync(holder.Id, cancellationToken);
            if (!holder.AwaitsErasure)
            {
                await activation.SetAsync(holder, isActive: false, cancellationToken);
            }
        }
    }

    // A thief could change the address several times and get an undo link at each of theirs. Earlier changes can still be
    // undone: the first owner wins over all later ones. The account is locked, so no waiting message becomes a link meanwhile.
    private async Task ForgetLaterChangesAsync(AccountLink link, CancellationToken cancellationToken)
    {
        await outbox.DeleteLaterAsync(link.UserId, MailKind.EmailChanged, link.CreatedAt, cancellationToken);
        await links.DeleteLaterAsync(link, cancellationToken);
    }
}
