using CleanAuth.Infrastructure.Leases;
using CleanAuth.Infrastructure.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.EmailDelivery.Outbox;

/// <summary>
/// Sends the emails of the outbox, in one instance at a time. Each email is sent at least once. An email is sent twice only if the
/// service stops, or the response of the mail server is lost, before its row is deleted. Both copies have the same Message-ID.
/// </summary>
internal sealed partial class EmailCourier(
    IServiceScopeFactory scopes,
    IEmailTransport transport,
    EmailSender sender,
    EmailOptions options,
    TimeProvider clock,
    MonotonicClock monotonicClock,
    ILogger<EmailCourier> logger,
    IHostEnvironment? environment = null) : BackgroundService
{
    /// <summary>The name of the lease.</summary>
    internal const string LeaseName = "mail";

    private const int BatchSize = 100;

    // If all emails of a batch are refused, and they are at least this many, the server is the cause. An attacker can cause one or two
    // refusals with a username.
    private const int RefusalsOfServer = 3;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // Emails whose row cannot be read or updated. They are skipped until the next round.
    private readonly HashSet<Guid> skipped = [];

    private int serverFailures;
    private long pausedAt;
    private TimeSpan pause;

    /// <summary>Sends all due emails, unless another instance does so or the mail server has just failed.</summary>
    public async Task SendDueAsync(CancellationToken stoppingToken)
    {
        if (monotonicClock.ElapsedSince(pausedAt) < pause
            || !await scopes.WithOutboxAsync(outbox => outbox.AnyDueAsync(clock.GetUtcNow(), stoppingToken)))
        {
            return;
        }

        await using HeldLease? lease = await HeldLease.TryAcquireAsync(LeaseName, scopes, monotonicClock, stoppingToken);
        if (lease is null)
        {
            return;
        }

        skipped.Clear();
        try
        {
            bool wereDue;
            do
            {
                wereDue = await SendBatchAsync(lease, stoppingToken);
            }
            while (wereDue);
        }
        catch (EmailException exception) when (exception.Fault == EmailFault.Server)
        {
            Pause(exception.Message);
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

        if (options.Transport == EmailTransportKind.Folder && environment?.IsDevelopment() != true)
        {
            EmailsAreNotSent(logger, options.Folder);
        }

        using PeriodicTimer timer = monotonicClock.Every(Period);
        do
        {
            try
            {
                await SendDueAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                RoundFailed(logger, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Sends the next emails. Returns false if none is due.</summary>
    private async Task<bool> SendBatchAsync(HeldLease lease, CancellationToken stoppingToken)
    {
        IReadOnlyList<Guid> ids = await scopes.WithOutboxAsync(outbox =>
            outbox.ReadDueAsync(clock.GetUtcNow(), BatchSize, skipped, stoppingToken));
        if (ids.Count == 0)
        {
            return false;
        }

        // Connect before the first email is prepared: while the server is unavailable, no link is created and no attempt is counted.
        await using IEmailConnection connection = await transport.ConnectAsync(stoppingToken);
        int refused = 0;
        foreach (Guid id in ids)
        {
            stoppingToken.ThrowIfCancellationRequested();
            lease.Lost.ThrowIfCancellationRequested();

            // Do not pass the stopping token: an email whose sending is cancelled would be sent again.
            refused += await SendAsync(id, connection, lease.Lost) == EmailFault.Refused ? 1 : 0;
        }

        if (refused >= RefusalsOfServer && refused == ids.Count)
        {
            throw new EmailException(EmailFault.Server, "The mail server refused every email.");
        }

        serverFailures = 0;
        pause = TimeSpan.Zero;
        return true;
    }

    private async Task<EmailFault?> SendAsync(Guid id, IEmailConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return await sender.SendAsync(id, connection, cancellationToken);
        }
        catch (InvalidOperationException exception)
        {
            // The row cannot be read, for example because a later version wrote it. It must not delay the others.
            skipped.Add(id);
            RowUnreadable(logger, id, exception);
            return null;
        }
    }

    private void Pause(string failure)
    {
        pause = RetryBackoff.AfterServerFailures(++serverFailures);
        pausedAt = monotonicClock.Now;
        ServerFailed(logger, failure, pause);
    }

    [LoggerMessage(7201, LogLevel.Error, "The outbox could not be processed. The next attempt is in a second.")]
    private static partial void RoundFailed(ILogger logger, Exception exception);

    [LoggerMessage(7202, LogLevel.Warning, "Emails are written into {Folder} and not sent. To send them, set Mail:Transport to Smtp.")]
    private static partial void EmailsAreNotSent(ILogger logger, string folder);

    [LoggerMessage(7204, LogLevel.Warning, "{Failure} Email delivery is paused. The next attempt is in {Pause}.")]
    private static partial void ServerFailed(ILogger logger, string failure, TimeSpan pause);

    [LoggerMessage(7205, LogLevel.Warning, "The lease on the outbox was lost. Another instance continues.")]
    private static partial void LeaseLost(ILogger logger);

    [LoggerMessage(7206, LogLevel.Error, "Email {EmailId} cannot be read from the outbox. The row is kept.")]
    private static partial void RowUnreadable(ILogger logger, Guid emailId, Exception exception);
}
