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

/// <summary>The end of accounts, of which the owner is told whoever asks for it.</summary>
internal sealed class AccountDeletion(
    IAccountUpdates accounts,
    AccountChangeLimiter accountChangeLimiter,
    SessionTerminator sessionTerminator,
    IOutbox outbox,
    ISecurityEventWriter events,
    AccountOptions options,
    TimeProvider clock,
    ILogger<AccountDeletion> logger)
{
    /// <summary>
    /// Takes the account from its owner. With a <see cref="AccountOptions.DeletionGrace"/> it is deactivated and erased later. An account
    /// without a verified address is erased at once: a stranger could have registered it, and would block the address until the end of the grace.
    /// </summary>
    /// <param name="seen">The account for which the password was checked.</param>
    /// <param name="cancellationToken">Stops it; nothing is then changed, unless that was being committed.</param>
    /// <exception cref="ThrottledException">Too many accounts left the address, which was never verified.</exception>
    /// <exception cref="AccountUnavailableException">It is deactivated.</exception>
    /// <exception cref="AccountChangedException">It changed since it was seen.</exception>
    /// <inheritdoc cref="IAccountUpdates.DeleteAsync" path="/exception"/>
    public async Task LeaveAsync(User seen, CancellationToken cancellationToken)
    {
        await accountChangeLimiter.CountDepartureAsync(seen, cancellationToken);
        if (!CanBeRestored(seen))
        {
            await DeleteAsync(seen.Id, version: null, staffId: null, CheckAsync, cancellationToken);
            return;
        }

        await accounts.UpdateAsync(seen.Id, ShutAsync, cancellationToken);
        logger.DeletionScheduled(seen.Id);

        Task CheckAsync(User user, CancellationToken token)
        {
            Check(user);
            return Task.CompletedTask;
        }

        async Task ShutAsync(User user, CancellationToken token)
        {
            Check(user);
            DateTimeOffset now = clock.GetUtcNow();
            user.ScheduleErasure(now + options.DeletionGrace, now);
            await sessionTerminator.EndAllAsync(user, SessionEnd.Deleted, now, token);
            events.Add(SecurityEventKind.DeletionScheduled, user.Id, sessionId: null);
            Tell(user);
        }

        // An owner who verifies the address meanwhile must not lose the account for good, and an account that moves meanwhile to an
        // address that nobody verified must not be deleted there without being counted.
        void Check(User user)
        {
            user.MustBeAsSeen(seen);
            user.MustHaveAddressAsSeen(seen);
        }
    }

    /// <summary>Deletes the account at once, with all that belongs to it.</summary>
    /// <inheritdoc cref="IAccountUpdates.DeleteAsync"/>
    public async Task DeleteAsync(
        Guid userId,
        string? version,
        Guid? staffId,
        Func<User, CancellationToken, Task> check,
        CancellationToken cancellationToken)
    {
        await accounts.DeleteAsync(userId, version, staffId, CheckAndTellAsync, cancellationToken);
        logger.UserDeleted(userId);

        async Task CheckAndTellAsync(User user, CancellationToken token)
        {
            await check(user, token);
            Tell(user);
        }
    }

    private bool CanBeRestored(User user) => options.DeletionGrace > TimeSpan.Zero && user.IsEmailVerified;

    // The address is in the message, which outlives the account.
    private void Tell(User user) =>
        outbox.Add(OutgoingEmail.About(user, EmailKind.AccountDeleted, user.Email, clock.GetUtcNow()));
}
