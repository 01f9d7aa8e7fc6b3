using System.Threading.Channels;
using CleanAuth.Domain.Auditing;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.Auditing;

/// <summary>
/// Saves queued events in batches, several times a second. A request that saved its own event would take longer for an account that
/// exists, and so reveal it. When the queue is full, the oldest event is dropped and logged.
/// </summary>
internal sealed partial class SecurityEventQueue : BackgroundService
{
    private const int Capacity = 10_000;
    private const int BatchSize = 200;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Channel<SecurityEvent> channel;
    private readonly IServiceScopeFactory scopes;
    private readonly MonotonicClock monotonicClock;
    private readonly ILogger<SecurityEventQueue> logger;

    public SecurityEventQueue(IServiceScopeFactory scopes, MonotonicClock monotonicClock, ILogger<SecurityEventQueue> logger)
    {
        this.scopes = scopes;
        this.monotonicClock = monotonicClock;
        this.logger = logger;
        channel = Channel.CreateBounded<SecurityEvent>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest },
            dropped => EventDropped(logger, dropped.Kind, dropped.UserId));
    }

    public void Enqueue(SecurityEvent item) => channel.Writer.TryWrite(item);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);

        // Save the events that are still queued.
        await FlushAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = monotonicClock.Every(Period);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await FlushAsync();
        }
    }

    /// <summary>Saves the queued events, and waits for a batch in progress: after StopAsync the database is closed.</summary>
    public async Task FlushAsync()
    {
        await gate.WaitAsync();
        try
        {
            await SaveQueuedAsync();
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task SaveQueuedAsync()
    {
        List<SecurityEvent> batch = [];
        while (channel.Reader.TryRead(out SecurityEvent? item))
        {
            batch.Add(item);
            if (batch.Count == BatchSize)
            {
                await SaveBatchAsync(batch);
                batch = [];
            }
        }

        if (batch.Count > 0)
        {
            await SaveBatchAsync(batch);
        }
    }

    private async Task SaveBatchAsync(List<SecurityEvent> batch)
    {
        try
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            AuthDbContext context = scope.ServiceProvider.GetRequiredService<AuthDbContext>();
            context.SecurityEvents.AddRange(batch);
            await context.SaveChangesAsync();
        }
        catch (Exception exception)
        {
            SavingFailed(logger, batch.Count, exception);
        }
    }

    [LoggerMessage(6101, LogLevel.Warning, "A security event ({Kind}, user {UserId}) was dropped: the queue is full.")]
    private static partial void EventDropped(ILogger logger, SecurityEventKind kind, Guid? userId);

    [LoggerMessage(6102, LogLevel.Error, "{Count} security events could not be saved.")]
    private static partial void SavingFailed(ILogger logger, int count, Exception exception);
}
