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
    // Keep the emails "account deleted", and "address changed" to the previous address: an attacker may have caused both changes.
    private static readonly EmailKind[] KeptEmails = [EmailKind.AccountDeleted, EmailKind.EmailChanged];

    /// <summary>
    /// Deletes the account for its owner. With a <see cref="AccountOptions.DeletionGrace"/>, the account is deactivated now and erased
    /// later. An account without a verified address is deleted at once: another person may have registered it, and it would block the
    /// address during the grace.
    /// </summary>
    /// <param name="snapshot">The account as it was when its password was verified.</param>
    /// <param name="cancellationToken">Cancels the deletion, unless its commit has started.</param>
    /// <exception cref="ThrottledException">Too many accounts with this unverified address were deleted or changed it.</exception>
    /// <exception cref="AccountUnavailableException">The account is deactivated.</exception>
    /// <exception cref="AccountChangedException">The account has changed since it was read.</exception>
    /// <exception cref="NotFoundException">The account does not exist.</exception>
    /// <exception cref="LastSuperuserException">The account is the last active superuser.</exception>
    public async Task DeleteOwnAsync(User snapshot, CancellationToken cancellationToken)
    {
        await accountChangeLimiter.CountLeavingUnverifiedAddressAsync(snapshot, cancellationToken);
        if (options.DeletionGrace <= TimeSpan.Zero || !snapshot.IsEmailVerified)
        {
            await DeleteAsync(snapshot.Id, version: null, staffId: null, (user, _) => RequireUnchanged(user, snapshot), cancellationToken);
            return;
        }

        await accounts.UpdateAsync(snapshot.Id, (user, token) => ScheduleAsync(user, snapshot, token), cancellationToken);
        logger.DeletionScheduled(snapshot.Id);
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

    /// <summary>Erases an account whose erasure is due. The owner was notified when the erasure was scheduled.</summary>
    /// <exception cref="NotFoundException">
    /// The account does not exist, or its erasure is no longer due, because the account was restored, verified or used.
    /// </exception>
    /// <exception cref="LastSuperuserException">The account is the last active superuser.</exception>
    public Task EraseAsync(Guid userId, DateTimeOffset now, CancellationToken cancellationToken) => accounts.DeleteAsync(
        userId,
        version: null,
        staffId: null,
        KeptEmails,
        (user, token) => user.EraseAt <= now ? lastSuperuserGuard.RequireAnotherAsync(user, token) : throw new NotFoundException(),
        cancellationToken);

    private async Task ScheduleAsync(User user, User snapshot, CancellationToken cancellationToken)
    {
        await RequireUnchanged(user, snapshot);
        await lastSuperuserGuard.RequireAnotherAsync(user, cancellationToken);
        DateTimeOffset now = clock.GetUtcNow();
        user.ScheduleErasure(now + options.DeletionGrace, now);
        await sessionTerminator.EndAllAfterEpochChangeAsync(user, SessionEndReason.Deleted, now, cancellationToken);
        events.Add(SecurityEventKind.DeletionScheduled, user.Id, sessionId: null);
        Notify(user);
    }

    // If the owner has verified the address since, the grace must apply. If the address has changed, the limit must count the new address.
    private static Task RequireUnchanged(User user, User snapshot)
    {
        user.MustMatchSnapshot(snapshot);
        user.MustHaveSameAddress(snapshot);
        return Task.CompletedTask;
    }

    // Store the address in the email, because the email may be sent after the account is deleted.
    private void Notify(User user) =>
        outbox.Add(OutgoingEmail.About(user, EmailKind.AccountDeleted, user.Email, clock.GetUtcNow()));
}
