using System.Threading.Channels;
using CleanAuth.Domain.Auditing;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.Auditing;

/// <summary>Saves events in batches behind the requests. When there are more than it holds, the oldest are lost, and counted.</summary>
internal sealed partial class SecurityEventQueue : BackgroundService
{
    private const int Capacity = 10_000;
    private const int BatchSize = 200;

    private readonly Channel<SecurityEvent> channel;
    private readonly IServiceScopeFactory scopes;
    private readonly ILogger<SecurityEventQueue> logger;

    public SecurityEventQueue(IServiceScopeFactory scopes, ILogger<SecurityEventQueue> logger)
    {
        this.scopes = scopes;
        this.logger = logger;
        channel = Channel.CreateBounded<SecurityEvent>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            lost => EventLost(logger, lost.Kind, lost.UserId));
    }

    public void Enqueue(SecurityEvent item) => channel.Writer.TryWrite(item);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // What is waiting is saved before the service ends.
        channel.Writer.TryComplete();
        await (ExecuteTask ?? Task.CompletedTask).WaitAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await channel.Reader.WaitToReadAsync(CancellationToken.None))
        {
            List<SecurityEvent> batch = [];
            while (batch.Count < BatchSize && channel.Reader.TryRead(out SecurityEvent? item))
            {
                batch.Add(item);
            }

            await SaveAsync(batch);
        }
    }

    private async Task SaveAsync(List<SecurityEvent> batch)
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

    [LoggerMessage(6101, LogLevel.Warning, "A security event ({Kind}, user {UserId}) was lost: too many are waiting.")]
    private static partial void EventLost(ILogger logger, SecurityEventKind kind, Guid? userId);

    [LoggerMessage(6102, LogLevel.Error, "{Count} security events could not be saved.")]
    private static partial void SavingFailed(ILogger logger, int count, Exception exception);
}
