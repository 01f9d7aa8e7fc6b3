using System.Data.Common;
using CleanAuth.Infrastructure.Time;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.Persistence.Servers;

/// <summary>Logs why the database server refuses the service, at most once per minute.</summary>
internal sealed partial class RefusedConnectionLog(MonotonicClock monotonicClock, ILogger<RefusedConnectionLog> logger)
    : DbConnectionInterceptor
{
    private readonly LogThrottle throttle = new(monotonicClock);

    public override void ConnectionFailed(DbConnection connection, ConnectionErrorEventData eventData) => Report(eventData);

    public override Task ConnectionFailedAsync(
        DbConnection connection,
        ConnectionErrorEventData eventData,
        CancellationToken cancellationToken = default)
    {
        Report(eventData);
        return Task.CompletedTask;
    }

    private void Report(ConnectionErrorEventData failure)
    {
        IDatabaseErrors errors = ((AuthDbContext)failure.Context!).Errors;
        if ((errors.IsRefusedLogin(failure.Exception) || errors.IsMissingDatabase(failure.Exception)) && throttle.TryAcquire())
        {
            ServerRefuses(logger, errors.MessageOf(failure.Exception));
        }
    }

    [LoggerMessage(
        4007,
        LogLevel.Error,
        "The database server refuses the service: {Message}. Requests get 503 until it accepts the service.")]
    private static partial void ServerRefuses(ILogger logger, string message);
}
