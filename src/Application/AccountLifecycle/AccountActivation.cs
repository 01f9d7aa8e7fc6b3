using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Sessions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.AccountLifecycle;

/// <summary>Activates and deactivates a locked account, for its owner, staff and the operator.</summary>
internal sealed class AccountActivation(
    LastSuperuserGuard lastSuperuserGuard,
    SessionTerminator sessionTerminator,
    ISecurityEventWriter events,
    TimeProvider clock)
{
    /// <summary>Activates or deactivates the account. Returns false if nothing changes.</summary>
    /// <exception cref="Errors.LastSuperuserException">The account is the last active superuser.</exception>
    public Task<bool> SetAsync(User user, bool isActive, CancellationToken cancellationToken)
    {
        // An account that awaits erasure is inactive, but deactivating it still has an effect: the owner can no longer restore it.
        if (user.IsActive == isActive && !user.AwaitsErasure)
        {
            return Task.FromResult(false);
        }

        return isActive ? Task.FromResult(Activate(user)) : DeactivateAsync(user, cancellationToken);
    }

    private bool Activate(User user)
    {
        user.Activate(clock.GetUtcNow());
        events.Add(SecurityEventKind.Activated, user.Id, sessionId: null);
        return true;
    }

    private async Task<bool> DeactivateAsync(User user, CancellationToken cancellationToken)
    {
        await lastSuperuserGuard.RequireAnotherAsync(user, cancellationToken);
        DateTimeOffset now = clock.GetUtcNow();
        user.Deactivate(now);
        await sessionTerminator.EndAllAfterEpochChangeAsync(user, SessionEndReason.Deactivated, now, cancellationToken);
        events.Add(SecurityEventKind.Deactivated, user.Id, sessionId: null);
        return true;
    }
}
