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

    // Indexes on the account, the kind and both serve these conditions, and all are ordered by id. So bounds of time become bounds of
    // the id. There is one bound on each side, because with a second one SQLite chooses a worse index.
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

    /// <summary>Returns the id of an event that was saved before every event since that time.</summary>
    private Task<long?> LastBeforeAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        // An event is saved soon after its time, and the clocks of instances differ, but by less than this margin.
        DateTimeOffset certainlyBefore = since - DateTimeOffset.MinValue > ClockErrorMargin.Margin ? since - ClockErrorMargin.Margin : DateTimeOffset.MinValue;
        return context.SecurityEvents
            .Where(row => row.At < certainlyBefore)
            .OrderByDescending(row => row.At)
            .Select(row => (long?)row.Id)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Returns the id of an event that was saved after every event before that time.</summary>
    private Task<long?> FirstAfterAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        DateTimeOffset certainlyAfter = DateTimeOffset.MaxValue - until > ClockErrorMargin.Margin ? until + ClockErrorMargin.Margin : DateTimeOffset.MaxValue;
        return context.SecurityEvents
            .Where(row => row.At >= certainlyAfter)
            .OrderBy(row => row.At)
            .Select(row => (long?)row.Id)
            .FirstOrDefaultAsync(cancellationToken);
    }
}
