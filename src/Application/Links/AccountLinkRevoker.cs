using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Abstractions.Links;

namespace CleanAuth.Application.Links;

/// <summary>
/// Deletes the links of an account and its queued emails that would contain a link. Call it when ownership is proven or rights change, so
/// that earlier links give no access.
/// </summary>
internal sealed class AccountLinkRevoker(IAccountLinkRepository links, IOutbox outbox)
{
    /// <summary>Deletes them in the current transaction. Call it while the account is locked, and before new emails are added.</summary>
    public async Task RevokeAllAsync(Guid userId, CancellationToken cancellationToken)
    {
        await outbox.DeleteWithLinksAsync(userId, cancellationToken);
        await links.DeleteAllAsync(userId, cancellationToken);
    }
}
