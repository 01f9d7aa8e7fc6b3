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
    /// <summary>The name of the lease on this work.</summary>
    internal const string Work = "sweeping";

    private const int AccountBatchSize = 100;

    // Links are kept for an hour, because the rate limit counts them.
    private static readonly TimeSpan LinksCountFor = TimeSpan.FromHours(1);

    public async Task<int> SweepAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        DateTimeOffset retained = now - options.Retention;
        int rows = await context.DeleteBatchesAsync(ExpiredTokens(now - ClockErrorMargin.Margin), cancellationToken)
            + await context.DeleteBatchesAsync(ExpiredRevocations(now), cancellationToken)
            + await context.DeleteBatchesAsync(ExpiredCounters(now), cancellationToken)
            + await context.DeleteBatchesAsync(ExpiredLinks(now - LinksCountFor), cancellationToken)
            + await context.DeleteBatchesAsync(ExpiredCodes(now), cancellationToken)
            + await context.DeleteBatchesAsync(EndedSessions(retained), cancellationToken)
            + await context.DeleteBatchesAsync(ExpiredSessions(retained), cancellationToken)
            + await context.DeleteBatchesAsync(OldEvents(retained), cancellationToken)
            + await context.DeleteBatchesAsync(DeadMails(retained), cancellationToken)
            + await context.DeleteBatchesAsync(DeadMailsOfNobody(), cancellationToken)
            + await EraseAccountsAsync(now, cancellationToken);
        await leases.NoteDoneAsync(Work, now, cancellationToken);
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
        .Where(record => record.ExpiresAt <= now).OrderBy(record => record.ExpiresAt).Take(BatchDelete.Size).Select(record => record.Id)
        .Contains(row.Id));

    private IQueryable<AccountLink> ExpiredLinks(DateTimeOffset now) => context.AccountLinks.Where(row => context.AccountLinks
        .Where(link => link.ExpiresAt <= now).OrderBy(link => link.ExpiresAt).Take(BatchDelete.Size).Select(link => link.Id)
        .Contains(row.Id));

    private IQueryable<LoginCode> ExpiredCodes(DateTimeOffset now) => context.LoginCodes.Where(row => context.LoginCodes
        .Where(code => code.ExpiresAt <= now).OrderBy(code => code.ExpiresAt).Take(BatchDelete.Size).Select(code => code.Id)
        .Contains(row.Id));

    private IQueryable<Session> EndedSessions(DateTimeOffset retained) => context.Sessions.Where(row => context.Sessions
        .Where(session => session.EndedAt <= retained).OrderBy(session => session.EndedAt).Take(BatchDelete.Size)
        .Select(session => session.Id)
        .Contains(row.Id));

    private IQueryable<Session> ExpiredSessions(DateTimeOffset retained) => context.Sessions.Where(row => context.Sessions
        .Where(session => session.ExpiresAt <= retained).OrderBy(session => session.ExpiresAt).Take(BatchDelete.Size)
        .Select(session => session.Id)
        .Contains(row.Id));

    private IQueryable<SecurityEvent> OldEvents(DateTimeOffset retained) => context.SecurityEvents.Where(row => context.SecurityEvents
        .Where(item => item.At <= retained).OrderBy(item => item.At).Take(BatchDelete.Size).Select(item => item.Id)
        .Contains(row.Id));

    private IQueryable<OutgoingEmail> DeadMails(DateTimeOffset retained) => context.OutgoingMails.Where(row => context.OutgoingMails
        .Where(mail => mail.DueAt == null && mail.CreatedAt <= retained).OrderBy(mail => mail.Id).Take(BatchDelete.Size).Select(mail => mail.Id)
        .Contains(row.Id));

    // These emails hold the address of an erased account, which must not stay.
    private IQueryable<OutgoingEmail> DeadMailsOfNobody() => context.OutgoingMails.Where(row => context.OutgoingMails
        .Where(mail => mail.DueAt == null && mail.UserId != null && !context.Users.Any(user => user.Id == mail.UserId))
        .OrderBy(mail => mail.Id).Take(BatchDelete.Size).Select(mail => mail.Id)
        .Contains(row.Id));

    // Erase accounts one at a time, each with all its rows. Skip those that could not be erased.
    private async Task<int> EraseAccountsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        int total = 0;
        int left = 0;
        int erased;
        List<Guid> due;
        do
        {
            due = await ReadDueAccountsAsync(now, left, cancellationToken);
            erased = 0;
            foreach (Guid userId in due)
            {
                erased += await TryEraseAsync(userId, now, cancellationToken) ? 1 : 0;
            }

            total += erased;
            left += due.Count - erased;
        }
        while (due.Count == AccountBatchSize && erased > 0);

        return total;
    }

    private Task<List<Guid>> ReadDueAccountsAsync(DateTimeOffset now, int left, CancellationToken cancellationToken) => context.Users
        .Where(user => user.EraseAt <= now)
        .OrderBy(user => user.EraseAt)
        .ThenBy(user => user.Id)
        .Skip(left)
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
            // One failure must not keep the other accounts.
            NotErased(logger, userId, exception);
            return false;
        }
    }

    [LoggerMessage(6203, LogLevel.Information, "User {UserId} was erased: the time to restore, verify or use the account has expired.")]
    private static partial void UserErased(ILogger logger, Guid userId);

    [LoggerMessage(6204, LogLevel.Error, "User {UserId} is due to be erased and could not be; it will be tried again.")]
    private static partial void NotErased(ILogger logger, Guid userId, Exception exception);
}
