using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.Revocations;

/// <summary>Adds the revocations of other instances to the set of this instance, four times a second.</summary>
internal sealed partial class RevocationFeed(
    IServiceScopeFactory scopes,
    RevocationSet set,
    DatabaseOptions database,
    MonotonicClock monotonicClock,
    TimeProvider clock,
    ILogger<RevocationFeed> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan MinOverlap = TimeSpan.FromSeconds(30);

    // Not static, because EF Core binds a compiled query to the model of one provider.
    private readonly Func<AuthDbContext, long, DateTimeOffset, IAsyncEnumerable<Revocation>> readAsync =
        EF.CompileAsyncQuery((AuthDbContext context, long afterId, DateTimeOffset now) =>
            context.Revocations.AsNoTracking().Where(row => row.Id > afterId && row.ExpiresAt > now));

    // The database assigns ids before the commit, so a smaller id can become visible later. Read rows again until this age, because a
    // transaction can take that long to commit.
    private readonly TimeSpan overlap = TimeSpan.FromTicks(Math.Max(MinOverlap.Ticks, 3 * database.Timeout.Ticks));

    private readonly Queue<(long Timestamp, long LastId)> polls = [];
    private readonly LogThrottle failureLog = new(monotonicClock);
    private long readAfterId;

    /// <summary>Reads the revocations in force. The service calls it once before it accepts requests.</summary>
    public async Task PollAsync(CancellationToken cancellationToken)
    {
        long startedAt = monotonicClock.Now;
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        AuthDbContext context = scope.ServiceProvider.GetRequiredService<AuthDbContext>();
        DateTimeOffset now = clock.GetUtcNow();
        long lastId = readAfterId;
        await foreach (Revocation revocation in readAsync(context, readAfterId, now).WithCancellation(cancellationToken))
        {
            set.Add(revocation);
            lastId = Math.Max(lastId, revocation.Id);
        }

        set.RemoveExpired(now);
        set.MarkComplete(startedAt);
        RecordPoll(startedAt, lastId);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = monotonicClock.Every(Period);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await PollAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The set becomes stale, and after Tokens:RevocationMaxStaleness requests get 503.
                if (failureLog.TryAcquire())
                {
                    PollFailed(logger, set.Lag, exception);
                }
            }
        }
    }

    // Later polls skip the ids that a poll older than the overlap has read.
    private void RecordPoll(long startedAt, long lastId)
    {
        polls.Enqueue((startedAt, lastId));

        // Measure from start to start, because a slow poll may miss rows that were committed while it ran.
        while (monotonicClock.Elapsed(polls.Peek().Timestamp, startedAt) > overlap)
        {
            readAfterId = polls.Dequeue().LastId;
        }
    }

    [LoggerMessage(6001, LogLevel.Warning, "Revocations could not be read. The last successful read was {Lag} ago.")]
    private static partial void PollFailed(ILogger logger, TimeSpan lag, Exception exception);
}
