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

    // Whoever changed the address could register it anew, so that it cannot come back. Nobody has shown that address to be
    // theirs but the one who is here now, so such an account is shut, and keeps an address of nobody.
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

    // Whoever changed the address once could do so again, and would have a link from each address of theirs. Earlier changes
    // can still be taken back: the first owner wins over all who came after. No link is
    // made of a message meanwhile, as the account is held.
    private async Task ForgetLaterChangesAsync(AccountLink link, CancellationToken cancellationToken)
    {
        await outbox.DeleteLaterAsync(link.UserId, MailKind.EmailChanged, link.CreatedAt, cancellationToken);
        await links.DeleteLaterAsync(link, cancellationToken);
    }
}
