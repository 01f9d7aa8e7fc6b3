using CleanAuth.Application.Links;
using CleanAuth.Application.Sessions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.AccountLifecycle;

/// <summary>
/// Ends what was granted to an account before its rights changed: sessions, links, codes and waiting emails. Another person may have
/// prepared them for the day on which the account gets more rights.
/// </summary>
internal sealed class AccessRevoker(AccountLinkRevoker links, SessionTerminator sessionTerminator)
{
    /// <summary>Ends everything within the transaction that is under way, while the account is locked.</summary>
    public async Task RevokeAllAsync(User user, DateTimeOffset now, CancellationToken cancellationToken)
    {
        user.VoidGrants(now);
        await links.RevokeAllAsync(user.Id, cancellationToken);
        await sessionTerminator.EndAllAsync(user, SessionEnd.RevokedByAdmin, now, cancellationToken);
    }
}
