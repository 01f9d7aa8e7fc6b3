using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Overview;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Sessions;
using CleanAuth.Infrastructure.Auditing;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Revocations;
using CleanAuth.Infrastructure.Sweeping;
using CleanAuth.Infrastructure.Time;
using CleanAuth.Infrastructure.Tokens.SigningKeys;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Overview;

/// <summary>Reads the figures of the overview. Each figure is a count over a range of an index.</summary>
internal sealed class OverviewReader(
    AuthDbContext context,
    AuditLog auditLog,
    SigningKeyRing keys,
    RevocationSet revocations,
    DatabaseOptions database,
    MonotonicClock monotonicClock,
    TimeProvider clock)
{
    private const int Days = 14;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public async Task<OverviewDto> ReadAsync(CancellationToken cancellationToken)
    {
        TimeSpan responseTime = await MeasureAsync(cancellationToken);
        DateTimeOffset? lastSweepAt = await context.Leases
            .Where(lease => lease.Id == StoreSweeper.LeaseName)
            .Select(lease => lease.DoneAt)
            .FirstOrDefaultAsync(cancellationToken);
        return new OverviewDto(
            await ReadDaysAsync(clock.GetUtcNow(), cancellationToken),
            keys.ToDtos(),
            new DatabaseDto($"{database.Provider}", responseTime),
            lastSweepAt,
            revocations.Lag,
            await ReadOutboxAsync(clock.GetUtcNow(), cancellationToken));
    }

    private async Task<TimeSpan> MeasureAsync(CancellationToken cancellationToken)
    {
        long startedAt = monotonicClock.Now;
        await context.Database.ExecuteSqlAsync($"SELECT 1", cancellationToken);
        return monotonicClock.ElapsedSince(startedAt);
    }

    private async Task<MailDto> ReadOutboxAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        IQueryable<OutgoingEmail> pending = context.OutgoingEmails.Where(email => email.DueAt != null);
        DateTimeOffset? oldest = await pending.MinAsync(email => (DateTimeOffset?)email.CreatedAt, cancellationToken);
        return new MailDto(
            await pending.LongCountAsync(cancellationToken),
            await context.OutgoingEmails.LongCountAsync(email => email.DueAt == null, cancellationToken),
            now - oldest);
    }

    private async Task<IReadOnlyList<DayDto>> ReadDaysAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<DayDto> newestFirst = [];
        DateTimeOffset start = new(now.UtcDateTime.Date, TimeSpan.Zero);
        long active = await CountNotEndedAsync(context.Sessions.Where(row => row.ExpiresAt >= now), cancellationToken);
        while (newestFirst.Count < Days)
        {
            newestFirst.Add(await ReadDayAsync(start, active, cancellationToken));

            // Step back one day: add the sessions that ended on the day, and subtract those that were opened on it.
            active += await CountEndedOrExpiredAsync(start, now, cancellationToken) - await CountOpenedAsync(start, cancellationToken);
            start -= Day;
        }

        newestFirst.Reverse();
        return newestFirst;
    }

    private async Task<DayDto> ReadDayAsync(DateTimeOffset start, long active, CancellationToken cancellationToken)
    {
        DateTimeOffset end = start + Day;
        return new DayDto(
            DateOnly.FromDateTime(start.UtcDateTime),
            await context.Users.LongCountAsync(user => user.CreatedAt >= start && user.CreatedAt < end, cancellationToken),
            await auditLog.CountAsync(new EventSearch(Kind: SecurityEventKind.LoggedIn, Since: start, Until: end), cancellationToken),
            await auditLog.CountAsync(new EventSearch(Kind: SecurityEventKind.LoginFailed, Since: start, Until: end), cancellationToken),
            active);
    }

    private Task<long> CountOpenedAsync(DateTimeOffset start, CancellationToken cancellationToken)
    {
        DateTimeOffset end = start + Day;
        return context.Sessions.LongCountAsync(row => row.OpenedAt >= start && row.OpenedAt < end, cancellationToken);
    }

    private async Task<long> CountEndedOrExpiredAsync(DateTimeOffset start, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DateTimeOffset end = start + Day;
        DateTimeOffset expiredBefore = end < now ? end : now;
        return await context.Sessions.LongCountAsync(row => row.EndedAt >= start && row.EndedAt < end, cancellationToken)
            + await CountNotEndedAsync(
                context.Sessions.Where(row => row.ExpiresAt >= start && row.ExpiresAt < expiredBefore),
                cancellationToken);
    }

    // Sum instead of filtering by EndedAt: SQLite would use the index on EndedAt and read every session that has not ended.
    private static Task<long> CountNotEndedAsync(IQueryable<Session> sessions, CancellationToken cancellationToken) =>
        sessions.SumAsync(row => row.EndedAt == null ? 1L : 0L, cancellationToken);
}
