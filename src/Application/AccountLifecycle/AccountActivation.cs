using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Sessions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.AccountLifecycle;

/// <summary>Shuts accounts and opens them again, whoever asks for it; with the next save.</summary>
internal sealed class AccountActivation(SessionTerminator sessionTerminator, ISecurityEventWriter events, TimeProvider clock)
{
    /// <summary>Sees to it that the account is active or not; false when it is as it should be already.</summary>
    public async Task<bool> SetAsync(User user, bool isActive, CancellationToken cancellationToken)
    {
        // An owner who deleted the account must not be able to restore it after staff deactivate it.
        if (user.IsActive == isActive && !user.AwaitsErasure)
        {
            return false;
        }

        DateTimeOffset now = clock.GetUtcNow();
        if (isActive)
        {
            user.Activate(now);
        }
        else
        {
            user.Deactivate(now);
            await sessionTerminator.EndAllAsync(user, SessionEnd.Deactivated, now, cancellationToken);
        }

        events.Add(isActive ? SecurityEventKind.Activated : SecurityEventKind.Deactivated, user.Id, sessionId: null);
        return true;
    }
}
