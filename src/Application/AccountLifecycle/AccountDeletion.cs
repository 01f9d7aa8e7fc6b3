using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Sessions;
using CleanAuth.Application.Throttling;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Sessions;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.AccountLifecycle;

/// <summary>Deletes accounts and notifies their owners.</summary>
internal sealed class AccountDeletion(
    IAccountUpdates accounts,
    LastSuperuserGuard lastSuperuserGuard,
    AccountChangeLimiter accountChangeLimiter,
    SessionTerminator sessionTerminator,
    IOutbox outbox,
    ISecurityEventWriter events,
    AccountOptions options,
    TimeProvider clock,
    ILogger<AccountDeletion> logger)
{
    // The owner must learn of the deletion, and of a change of the address that a thief made before it.
    private static readonly EmailKind[] KeptEmails = [EmailKind.AccountDeleted, EmailKind.EmailChanged];

    /// <summary>
    /// Deletes the account for its owner. With a <see cref="AccountOptions.DeletionGrace"/>, it is deactivated now and erased later. An account
    /// without a verified address is deleted at once: a stranger could have registered it, and would block the address during the grace.
    /// </summary>
    /// <param name="seen">The account as it was when its password was checked.</param>
    /// <param name="cancellationToken">Cancels the deletion, unless its commit has started.</param>
    /// <exception cref="ThrottledException">Too many accounts with this unverified address were deleted.</exception>
    /// <exception cref="AccountUnavailableException">The account is deactivated.</exception>
    /// <exception cref="AccountChangedException">The account has changed since it was seen.</exception>
    /// <exception cref="NotFoundException">The account does not exist.</exception>
    /// <exception cref="LastSuperuserException">The account is the last active superuser.</exception>
    public async Task DeleteOwnAsync(User seen, CancellationToken cancellationToken)
    {
        await accountChangeLimiter.CountLeavingUnverifiedAddressAsync(seen, cancellationToken);
        if (options.DeletionGrace <= TimeSpan.Zero || !seen.IsEmailVerified)
        {
            await DeleteAsync(seen.Id, version: null, staffId: null, (user, _) => RequireAsSeen(user, seen), cancellationToken);
            return;
        }

        await accounts.UpdateAsync(seen.Id, (user, token) => ScheduleAsync(user, seen, token), cancellationToken);
        logger.DeletionScheduled(seen.Id);
    }

    /// <summary>Deletes the account and its data at once.</summary>
    /// <inheritdoc cref="IAccountUpdates.DeleteAsync" path="/param"/>
    /// <inheritdoc cref="IAccountUpdates.DeleteAsync" path="/exception"/>
    /// <exception cref="LastSuperuserException">The account is the last active superuser.</exception>
    public async Task DeleteAsync(
        Guid userId,
        string? version,
        Guid? staffId,
        Func<User, CancellationToken, Task> check,
        CancellationToken cancellationToken)
    {
        await accounts.DeleteAsync(
            userId,
            version,
            staffId,
            KeptEmails,
            async (user, token) =>
            {
                await check(user, token);
                await lastSuperuserGuard.RequireAnotherAsync(user, token);
                Notify(user);
            },
            cancellationToken);
        logger.UserDeleted(userId);
    }

    /// <summary>Erases an account that is due. Its owner was notified when the erasure was scheduled.</summary>
    /// <exception cref="NotFoundException">The account does not exist, or is not due any more: it was restored, verified or used.</exception>
    /// <exception cref="LastSuperuserException">The account is the last active superuser.</exception>
    public Task EraseAsync(Guid userId, DateTimeOffset now, CancellationToken cancellationToken) => accounts.DeleteAsync(
        userId,
        version: null,
        staffId: null,
        KeptEmails,
        (user, token) => user.EraseAt <= now ? lastSuperuserGuard.RequireAnotherAsync(user, token) : throw new NotFoundException(),
        cancellationToken);

    private async Task<bool> ScheduleAsync(User user, User seen, CancellationToken cancellationToken)
    {
        await RequireAsSeen(user, seen);
        await lastSuperuserGuard.RequireAnotherAsync(user, cancellationToken);
        DateTimeOffset now = clock.GetUtcNow();
        user.ScheduleErasure(now + options.DeletionGrace, now);
        await sessionTerminator.EndAllAfterEpochChangeAsync(user, SessionEndReason.Deleted, now, cancellationToken);
        events.Add(SecurityEventKind.DeletionScheduled, user.Id, sessionId: null);
        Notify(user);
        return true;
    }

    // An owner who verifies the address meanwhile must not lose the account for good. An account that moves to an unverified address
    // meanwhile must not be deleted there without being counted.
    private static Task RequireAsSeen(User user, User seen)
    {
        user.MustMatchSnapshot(seen);
        user.MustHaveSameAddress(seen);
        return Task.CompletedTask;
    }

    // The email holds the address, because it outlives the account.
    private void Notify(User user) =>
        outbox.Add(OutgoingEmail.About(user, EmailKind.AccountDeleted, user.Email, clock.GetUtcNow()));
}
