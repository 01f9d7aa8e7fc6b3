using CleanAuth.Application.Abstractions.Operations;
using CleanAuth.Application.AccountLifecycle.EraseUser;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Login;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Throttling;
using CleanAuth.Domain.Tokens;
using CleanAuth.Infrastructure.Auditing;
using CleanAuth.Infrastructure.Leases;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Revocations;
using CleanAuth.Infrastructure.Time;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.Sweeping;

internal sealed partial class StoreSweeper(
    AuthDbContext context,
    IMediator mediator,
    AuditingOptions options,
    LeaseHolder leases,
    ILogger<StoreSweeper> logger) : IStoreSweeper
{
    /// <summary>The name of the lease.</summary>
    internal const string LeaseName = "sweeping";

    private const int AccountBatchSize = 100;

    // Links are kept for an hour, because the rate limit counts them.
    private static readonly TimeSpan LinkRetention = TimeSpan.FromHours(1);

    public async Task<int> SweepAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        DateTimeOffset retentionStart = now - options.Retention;
        int rows = await context.DeleteBatchesAsync(ExpiredTokens(now - ClockErrorMargin.Margin), cancellationToken)
            + await context.DeleteBatchesAsync(ExpiredRevocations(now), cancellationToken)
            + await context.DeleteBatchesAsync(ExpiredCounters(now), cancellationToken)
            + await context.DeleteBatchesAsync(ExpiredLinks(now - LinkRetention), cancellationToken)
            + await context.DeleteBatchesAsync(ExpiredCodes(now), cancellationToken)
            + await context.DeleteBatchesAsync(EndedSessions(retentionStart), cancellationToken)
            + await context.DeleteBatchesAsync(ExpiredSessions(retentionStart), cancellationToken)
            + await context.DeleteBatchesAsync(OldEvents(retentionStart), cancellationToken)
            + await context.DeleteBatchesAsync(FailedEmails(retentionStart), cancellationToken)
            + await context.DeleteBatchesAsync(FailedEmailsOfErasedAccounts(), cancellationToken)
            + await EraseAccountsAsync(now, cancellationToken);
        await leases.RecordDoneAsync(LeaseName, now, cancellationToken);
        return rows;
    }

    private IQueryable<RefreshToken> ExpiredTokens(DateTimeOffset now) => context.RefreshTokens.Where(row => context.RefreshTokens
        .Where(token => token.ExpiresAt <= now).OrderBy(token => token.ExpiresAt).Take(BatchDelete.Size).Select(token => token.Id)
        .Contains(row.Id));

    private IQueryable<Revocation> ExpiredRevocations(DateTimeOffset now) => context.Revocations.Where(row => context.Revocations
        .Where(revocation => revocation.ExpiresAt <= now).OrderBy(revocation => revocation.ExpiresAt).Take(BatchDelete.Size)
        .Select(revocation => revocation.Id)
        .Contains(row.Id));

    private IQueryable<AttemptCounter> ExpiredCounters(DateTimeOffset now) => context.AttemptCounters.Where(row => context.AttemptCounters
        .Where(counter => counter.ExpiresAt <= now).OrderBy(counter => counter.ExpiresAt).Take(BatchDelete.Size)
        .Select(counter => counter.Id)
        .Contains(row.Id));

    private IQueryable<AccountLink> ExpiredLinks(DateTimeOffset now) => context.AccountLinks.Where(row => context.AccountLinks
        .Where(link => link.ExpiresAt <= now).OrderBy(link => link.ExpiresAt).Take(BatchDelete.Size).Select(link => link.Id)
        .Contains(row.Id));

    private IQueryable<LoginCode> ExpiredCodes(DateTimeOffset now) => context.LoginCodes.Where(row => context.LoginCodes
        .Where(code => code.ExpiresAt <= now).OrderBy(code => code.ExpiresAt).Take(BatchDelete.Size).Select(code => code.Id)
        .Contains(row.Id));

    private IQueryable<Session> EndedSessions(DateTimeOffset retentionStart) => context.Sessions.Where(row => context.Sessions
        .Where(session => session.EndedAt <= retentionStart).OrderBy(session => session.EndedAt).Take(BatchDelete.Size)
        .Select(session => session.Id)
        .Contains(row.Id));

    private IQueryable<Session> ExpiredSessions(DateTimeOffset retentionStart) => context.Sessions.Where(row => context.Sessions
        .Where(session => session.ExpiresAt <= retentionStart).OrderBy(session => session.ExpiresAt).Take(BatchDelete.Size)
        .Select(session => session.Id)
        .Contains(row.Id));

    private IQueryable<SecurityEvent> OldEvents(DateTimeOffset retentionStart) => context.SecurityEvents.Where(row => context.SecurityEvents
        .Where(item => item.At <= retentionStart).OrderBy(item => item.At).Take(BatchDelete.Size).Select(item => item.Id)
        .Contains(row.Id));

    private IQueryable<OutgoingEmail> FailedEmails(DateTimeOffset start) => context.OutgoingEmails.Where(row => context.OutgoingEmails
        .Where(email => email.DueAt == null && email.CreatedAt <= start).OrderBy(email => email.Id).Take(BatchDelete.Size)
        .Select(email => email.Id)
        .Contains(row.Id));

    // Failed emails of erased accounts contain the address, which must be erased too.
    private IQueryable<OutgoingEmail> FailedEmailsOfErasedAccounts() => context.OutgoingEmails.Where(row => context.OutgoingEmails
        .Where(email => email.DueAt == null && email.UserId != null && !context.Users.Any(user => user.Id == email.UserId))
        .OrderBy(email => email.Id).Take(BatchDelete.Size).Select(email => email.Id)
        .Contains(row.Id));

    // Erase accounts one at a time, each with all its rows. Accounts that cannot be erased are skipped until the next sweep.
    private async Task<int> EraseAccountsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        int total = 0;
        int skipped = 0;
        int erased;
        List<Guid> due;
        do
        {
            due = await ReadDueAccountsAsync(now, skipped, cancellationToken);
            erased = 0;
            foreach (Guid userId in due)
            {
                erased += await TryEraseAsync(userId, now, cancellationToken) ? 1 : 0;
            }

            total += erased;
            skipped += due.Count - erased;
        }
        while (due.Count == AccountBatchSize && erased > 0);

        return total;
    }

    private Task<List<Guid>> ReadDueAccountsAsync(DateTimeOffset now, int skipped, CancellationToken cancellationToken) => context.Users
        .Where(user => user.EraseAt <= now)
        .OrderBy(user => user.EraseAt)
        .ThenBy(user => user.Id)
        .Skip(skipped)
        .Take(AccountBatchSize)
        .Select(user => user.Id)
        .ToListAsync(cancellationToken);

    private async Task<bool> TryEraseAsync(Guid userId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            if (!await mediator.Send(new EraseUserCommand(userId, now), cancellationToken))
            {
                return false;
            }

            UserErased(logger, userId);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Continue with the other accounts after a failure.
            NotErased(logger, userId, exception);
            return false;
        }
    }

    [LoggerMessage(6203, LogLevel.Information, "User {UserId} was erased: the deadline to restore, verify or use the account has passed.")]
    private static partial void UserErased(ILogger logger, Guid userId);

    [LoggerMessage(6204, LogLevel.Error, "User {UserId} could not be erased. The next sweep retries it.")]
    private static partial void NotErased(ILogger logger, Guid userId, Exception exception);
}
