using CleanAuth.Application.Links;
using CleanAuth.Application.Sessions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.AccountLifecycle;

/// <summary>
/// Revokes all access to an account whose rights change. An attacker may have prepared sessions, links, codes or unsent emails, to use
/// them once the account has more rights.
/// </summary>
internal sealed class AccessRevoker(AccountLinkRevoker links, SessionTerminator sessionTerminator)
{
    /// <summary>Revokes the sessions, links, codes and unsent emails of a locked account, in the current transaction.</summary>
    public async Task RevokeAllAsync(User user, DateTimeOffset now, CancellationToken cancellationToken)
    {
        user.VoidGrants(now);
        await links.RevokeAllAsync(user.Id, cancellationToken);
        await sessionTerminator.EndAllAfterEpochChangeAsync(user, SessionEndReason.RevokedByAdmin, now, cancellationToken);
    }
}
