using CleanAuth.Infrastructure.Leases;
using CleanAuth.Infrastructure.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.EmailDelivery.Outbox;

/// <summary>
/// Brings out what is in the outbox, one instance at a time. Each message goes out at least once; twice only where the
/// service dies, or the answer of the mail server is lost, between sending it and noting that.
/// </summary>
internal sealed partial class EmailCourier(
    IServiceScopeFactory scopes,
    IEmailTransport transport,
    EmailSender delivery,
    EmailOptions options,
    MonotonicClock pollingClock,
    ILogger<EmailCourier> logger,
    IHostEnvironment? environment = null) : BackgroundService
{
    /// <summary>The name of the lease on this work.</summary>
    internal const string Work = "mail";

    private const int BatchSize = 100;

    // So many messages that are refused, and none that is not, are no accident. Fewer may be one stranger's.
    private const int Several = 3;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // Whose failure cannot even be noted is passed over until the next round.
    private readonly HashSet<Guid> passedOver = [];

    private int serverFailures;
    private long pausedAt;
    private TimeSpan pause;

    /// <summary>Brings out all that is due, unless another instance is at it or the mail server is being spared.</summary>
    public async Task DeliverDueAsync(CancellationToken stoppingToken)
    {
        if (pollingClock.ElapsedSince(pausedAt) < pause || !await InStoreAsync(store => store.AnyDueAsync(stoppingToken)))
        {
            return;
        }

        await using HeldLease? lease = await HeldLease.TryTakeAsync(Work, scopes, pollingClock, stoppingToken);
        if (lease is null)
        {
            return;
        }

        passedOver.Clear();
        try
        {
            while (await DeliverBatchAsync(lease, stoppingToken))
            {
                // the next
            }
        }
        catch (EmailException exception) when (exception.Fault == MailFault.Server)
        {
            Spare(exception.Message);
        }
        catch (OperationCanceledException) when (lease.IsLost)
        {
            LeaseLost(logger);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Enabled)
        {
            return;
        }

        if (options.Transport == MailTransport.Folder && environment?.IsDevelopment() != true)
        {
            NothingIsSent(logger, options.Folder);
        }

        using PeriodicTimer timer = pollingClock.Every(Period);
        do
        {
            try
            {
                await DeliverDueAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                DeliveryFailed(logger, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<bool> DeliverBatchAsync(HeldLease lease, CancellationToken stoppingToken)
    {
        IReadOnlyList<Guid> ids = await InStoreAsync(store => store.ReadDueAsync(BatchSize, passedOver, stoppingToken));
        if (ids.Count == 0)
        {
            return false;
        }

        // Before the first letter is written: while the server is away no link is made and no attempt is used up.
        await using IMailConnection connection = await transport.ConnectAsync(stoppingToken);
        int refused = 0;
        foreach (Guid id in ids)
        {
            stoppingToken.ThrowIfCancellationRequested();
            lease.Lost.ThrowIfCancellationRequested();

            // Not the stopping token: what is under way is finished, or it would go out twice.
            refused += await DeliverAsync(id, connection, lease.Lost) == MailFault.Refused ? 1 : 0;
        }

        if (refused >= Several && refused == ids.Count)
        {
            throw new EmailException(MailFault.Server, "The mail server refused every message.");
        }

        serverFailures = 0;
        pause = TimeSpan.Zero;
        return true;
    }

    private async Task<MailFault?> DeliverAsync(Guid id, IMailConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return await delivery.DeliverAsync(id, connection, cancellationToken);
        }
        catch (InvalidOperationException exception)
        {
            // A row that cannot be read, such as a later version's after a step back, keeps nobody else waiting.
            passedOver.Add(id);
            MessageUnreadable(logger, id, exception);
            return null;
        }
    }

    private void Spare(string failure)
    {
        pause = RetryBackoff.AfterServerFailures(++serverFailures);
        pausedAt = pollingClock.Now;
        ServerFailed(logger, failure, pause);
    }

    private async Task<T> InStoreAsync<T>(Func<OutboxStore, Task<T>> ask)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<OutboxStore>());
    }

    [LoggerMessage(7201, LogLevel.Error, "The outbox could not be worked on; it will be tried again.")]
    private static partial void DeliveryFailed(ILogger logger, Exception exception);

    [LoggerMessage(7202, LogLevel.Warning, "Mail is not sent but put into {Folder}. Set Mail:Transport to Smtp to send it.")]
    private static partial void NothingIsSent(ILogger logger, string folder);

    [LoggerMessage(7204, LogLevel.Warning, "{Failure} All messages wait; the next try is in {Pause}.")]
    private static partial void ServerFailed(ILogger logger, string failure, TimeSpan pause);

    [LoggerMessage(7205, LogLevel.Warning, "The lease on the outbox was lost; another instance goes on.")]
    private static partial void LeaseLost(ILogger logger);

    [LoggerMessage(7206, LogLevel.Error, "Message {MailId} cannot be read; it stays where it is.")]
    private static partial void MessageUnreadable(ILogger logger, Guid mailId, Exception exception);
}
