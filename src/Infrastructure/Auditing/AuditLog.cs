using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Domain.Auditing;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Time;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Auditing;

internal sealed class AuditLog(AuthDbContext context) : IAuditLog
{
    public async Task<IReadOnlyList<SecurityEvent>> ReadAsync(
        EventSearch search,
        long before,
        int count,
        CancellationToken cancellationToken) =>
        await (await FindAsync(search, before, cancellationToken))
            .OrderByDescending(row => row.Id)
            .Take(count)
            .ToListAsync(cancellationToken);

    /// <summary>Counts the events of a search.</summary>
    public async Task<long> CountAsync(EventSearch search, CancellationToken cancellationToken) =>
        await (await FindAsync(search, long.MaxValue, cancellationToken)).LongCountAsync(cancellationToken);

    // The indexes on the account, on the kind and on both are ordered by id, so translate time limits into id limits. The conditions
    // on the time stay, because the id limits are wider by a margin. Set one id limit per side: with two, SQLite chooses a worse index.
    private async Task<IQueryable<SecurityEvent>> FindAsync(EventSearch search, long before, CancellationToken cancellationToken)
    {
        IQueryable<SecurityEvent> rows = context.SecurityEvents.AsNoTracking();
        if (search.UserId is { } userId)
        {
            rows = rows.Where(row => row.UserId == userId);
        }

        if (search.SessionId is { } sessionId)
        {
            rows = rows.Where(row => row.SessionId == sessionId);
        }

        if (search.Kind is { } kind)
        {
            rows = rows.Where(row => row.Kind == kind);
        }

        if (search.Since is { } since)
        {
            long last = await LastBeforeAsync(since, cancellationToken) ?? 0;
            rows = rows.Where(row => row.At >= since && row.Id > last);
        }

        if (search.Until is { } until)
        {
            before = Math.Min(before, await FirstAfterAsync(until, cancellationToken) ?? long.MaxValue);
            rows = rows.Where(row => row.At < until);
        }

        return rows.Where(row => row.Id < before);
    }

    /// <summary>Returns an id that is lower than the id of every event since that time, or null.</summary>
    private Task<long?> LastBeforeAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        // Ids follow the order of saving. It differs from the order of times by less than this margin, because events wait in the
        // queue and the clocks of instances differ.
        DateTimeOffset certainlyBefore = since - DateTimeOffset.MinValue > ClockErrorMargin.Margin
            ? since - ClockErrorMargin.Margin
            : DateTimeOffset.MinValue;
        return context.SecurityEvents
            .Where(row => row.At < certainlyBefore)
            .OrderByDescending(row => row.At)
            .Select(row => (long?)row.Id)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Returns an id that is higher than the id of every event before that time, or null.</summary>
    private Task<long?> FirstAfterAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        DateTimeOffset certainlyAfter = DateTimeOffset.MaxValue - until > ClockErrorMargin.Margin
            ? until + ClockErrorMargin.Margin
            : DateTimeOffset.MaxValue;
        return context.SecurityEvents
            .Where(row => row.At >= certainlyAfter)
            .OrderBy(row => row.At)
            .Select(row => (long?)row.Id)
            .FirstOrDefaultAsync(cancellationToken);
    }
}
