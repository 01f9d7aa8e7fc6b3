using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Mail;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;
using CleanAuth.Infrastructure.Auditing;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Revocations;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Sweeping;

internal sealed class StoreSweeper(AuthDbContext context, AuditingOptions options, LeaseHolder leases) : IStoreSweeper
{
    /// <summary>The name of the lease on this work.</summary>
    internal const string Work = "sweeping";

    // Small enough that no statement holds its locks for long.
    private const int BatchSize = 500;

    public async Task<int> SweepAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        DateTimeOffset retained = now - options.Retention;
        int rows = await DeleteAsync(ExpiredTokens(now - ClockFault.Margin), cancellationToken)
            + await DeleteAsync(ExpiredRevocations(now), cancellationToken)
            + await DeleteAsync(ExpiredLoginRecords(now), cancellationToken)
            + await DeleteAsync(ExpiredLinks(now), cancellationToken)
            + await DeleteAsync(ExpiredCodes(now), cancellationToken)
            + await DeleteAsync(EndedSessions(retained), cancellationToken)
            + await DeleteAsync(ExpiredSessions(retained), cancellationToken)
            + await DeleteAsync(OldEvents(retained), cancellationToken)
            + await DeleteAsync(DeadMails(retained), cancellationToken);
        await leases.NoteDoneAsync(Work, now, cancellationToken);
        return rows;
    }

    private IQueryable<RefreshToken> ExpiredTokens(DateTimeOffset now) => context.RefreshTokens.Where(row => context.RefreshTokens
        .Where(token => token.ExpiresAt <= now).OrderBy(token => token.ExpiresAt).Take(BatchSize).Select(token => token.Id)
        .Contains(row.Id));

    private IQueryable<Revocation> ExpiredRevocations(DateTimeOffset now) => context.Revocations.Where(row => context.Revocations
        .Where(revocation => revocation.ExpiresAt <= now).OrderBy(revocation => revocation.ExpiresAt).Take(BatchSize)
        .Select(revocation => revocation.Id)
        .Contains(row.Id));

    private IQueryable<LoginRecord> ExpiredLoginRecords(DateTimeOffset now) => context.LoginRecords.Where(row => context.LoginRecords
        .Where(record => record.ExpiresAt <= now).OrderBy(record => record.ExpiresAt).Take(BatchSize).Select(record => record.Id)
        .Contains(row.Id));

    private IQueryable<AccountLink> ExpiredLinks(DateTimeOffset now) => context.AccountLinks.Where(row => context.AccountLinks
        .Where(link => link.ExpiresAt <= now).OrderBy(link => link.ExpiresAt).Take(BatchSize).Select(link => link.Id)
        .Contains(row.Id));

    private IQueryable<LoginCode> ExpiredCodes(DateTimeOffset now) => context.LoginCodes.Where(row => context.LoginCodes
        .Where(code => code.ExpiresAt <= now).OrderBy(code => code.ExpiresAt).Take(BatchSize).Select(code => code.Id)
        .Contains(row.Id));

    private IQueryable<Session> EndedSessions(DateTimeOffset retained) => context.Sessions.Where(row => context.Sessions
        .Where(session => session.EndedAt <= retained).OrderBy(session => session.EndedAt).Take(BatchSize)
        .Select(session => session.Id)
        .Contains(row.Id));

    private IQueryable<Session> ExpiredSessions(DateTimeOffset retained) => context.Sessions.Where(row => context.Sessions
        .Where(session => session.ExpiresAt <= retained).OrderBy(session => session.ExpiresAt).Take(BatchSize)
        .Select(session => session.Id)
        .Contains(row.Id));

    private IQueryable<SecurityEvent> OldEvents(DateTimeOffset retained) => context.SecurityEvents.Where(row => context.SecurityEvents
        .Where(item => item.At <= retained).OrderBy(item => item.At).Take(BatchSize).Select(item => item.Id)
        .Contains(row.Id));

    private IQueryable<OutgoingMail> DeadMails(DateTimeOffset retained) => context.OutgoingMails.Where(row => context.OutgoingMails
        .Where(mail => mail.DueAt == null && mail.CreatedAt <= retained).OrderBy(mail => mail.Id).Take(BatchSize).Select(mail => mail.Id)
        .Contains(row.Id));

    private async Task<int> DeleteAsync<T>(IQueryable<T> batch, CancellationToken cancellationToken)
    {
        int total = 0;
        int deleted;
        do
        {
            deleted = await context.WriteAsync(
                batch.ExecuteDeleteAsync,
                _ => Task.FromResult(false),
                cancellationToken);
            total += deleted;
        }
        while (deleted == BatchSize);

        return total;
    }
}
