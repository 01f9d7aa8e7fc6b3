using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Abstractions.Links;

namespace CleanAuth.Application.Links;

/// <summary>
/// Voids what was handed out by email for an account, where it must not outlive a proof of ownership or a change of rights: the
/// links that were sent, and the messages that wait and would carry one.
/// </summary>
internal sealed class AccountLinkRevoker(IAccountLinkRepository links, IOutbox outbox)
{
    /// <summary>Deletes them within the transaction that is under way. Call it while the account is held, and before a new message is added.</summary>
    public async Task RevokeAllAsync(Guid userId, CancellationToken cancellationToken)
    {
        await outbox.DeleteWithLinksAsync(userId, cancellationToken);
        await links.DeleteAllAsync(userId, cancellationToken);
    }
}
