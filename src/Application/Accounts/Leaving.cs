using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Mail;
using CleanAuth.Domain.Sessions;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Accounts;

/// <summary>The end of accounts, of which the owner is told whoever asks for it.</summary>
internal sealed class Leaving(
    IAccountChanges accounts,
    SessionEnding sessionEnding,
    IOutbox outbox,
    ISecurityEvents events,
    AccountOptions options,
    TimeProvider clock,
    ILogger<Leaving> logger)
{
    /// <summary>
    /// Takes the account from its owner: at once, or where there is a <see cref="AccountOptions.DeletionGrace"/> it is shut
    /// and erased when that has passed.
    /// </summary>
    /// <param name="userId">Whose account it is.</param>
    /// <param name="check">Refuses by an exception.</param>
    /// <param name="cancellationToken">Stops it; nothing is then changed, unless that was being committed.</param>
    /// <inheritdoc cref="IAccountChanges.DeleteAsync" path="/exception"/>
    public async Task LeaveAsync(Guid userId, Action<User> check, CancellationToken cancellationToken)
    {
        if (options.DeletionGrace == TimeSpan.Zero)
        {
            await DeleteAsync(userId, version: null, CheckAsync, cancellationToken);
            return;
        }

        await accounts.ChangeAsync(userId, version: null, ShutAsync, cancellationToken);
        logger.DeletionScheduled(userId);

        Task CheckAsync(User user, CancellationToken token)
        {
            check(user);
            return Task.CompletedTask;
        }

        async Task ShutAsync(User user, CancellationToken token)
        {
            check(user);
            DateTimeOffset now = clock.GetUtcNow();
            user.ScheduleErasure(now + options.DeletionGrace, now);
            await sessionEnding.EndAllAsync(user, SessionEnd.Deleted, now, token);
            events.Add(SecurityEventKind.DeletionScheduled, user.Id, sessionId: null);
            Tell(user);
        }
    }

    /// <summary>Deletes the account at once, with all that belongs to it.</summary>
    /// <inheritdoc cref="IAccountChanges.DeleteAsync"/>
    public async Task DeleteAsync(
        Guid userId,
        string? version,
        Func<User, CancellationToken, Task> check,
        CancellationToken cancellationToken)
    {
        await accounts.DeleteAsync(userId, version, CheckAndTellAsync, cancellationToken);
        logger.UserDeleted(userId);

        async Task CheckAndTellAsync(User user, CancellationToken token)
        {
            await check(user, token);
            Tell(user);
        }
    }

    // The address is in the message, which outlives the account.
    private void Tell(User user) =>
        outbox.Add(OutgoingMail.About(user, MailKind.AccountDeleted, user.Email, clock.GetUtcNow()));
}
