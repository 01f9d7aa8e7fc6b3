using System.Data.Common;
using CleanAuth.Application.Errors;
using CleanAuth.Infrastructure.Time;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.Persistence;

/// <summary>Watches connections being opened to a database server: says why the server refuses them, and tells bugs from faults.</summary>
internal sealed partial class ServerConnections(MonotonicClock pollingClock, ILogger<ServerConnections> logger) : DbConnectionInterceptor
{
    private readonly LogInterval interval = new(pollingClock);

    // SqlClient throws InvalidOperationException for a pool that is exhausted and for a connection that breaks while it is opened.
    // Anywhere else that exception is a bug, so it is translated here only.
    public override async ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection,
        ConnectionEventData eventData,
        InterceptionResult result,
        CancellationToken cancellationToken = default)
    {
        if (connection is not SqlConnection)
        {
            return result;
        }

        try
        {
            await connection.OpenAsync(cancellationToken);
            return InterceptionResult.Suppress();
        }
        catch (InvalidOperationException exception)
        {
            throw new StateUnavailableException(exception);
        }
    }

    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        if (connection is not SqlConnection)
        {
            return result;
        }

        try
        {
            connection.Open();
            return InterceptionResult.Suppress();
        }
        catch (InvalidOperationException exception)
        {
            throw new StateUnavailableException(exception);
        }
    }

    public override void ConnectionFailed(DbConnection connection, ConnectionErrorEventData eventData) => Report(eventData.Exception);

    public override Task ConnectionFailedAsync(
        DbConnection connection,
        ConnectionErrorEventData eventData,
        CancellationToken cancellationToken = default)
    {
        Report(eventData.Exception);
        return Task.CompletedTask;
    }

    private void Report(Exception exception)
    {
        if ((DatabaseErrors.IsRefusedLogin(exception) || DatabaseErrors.IsMissingDatabase(exception)) && interval.TryPass())
        {
            ServerRefuses(logger, DatabaseErrors.MessageOf(exception));
        }
    }

    [LoggerMessage(4007, LogLevel.Error, "The database server refuses the service: {Message}. Requests get 503 until it does not.")]
    private static partial void ServerRefuses(ILogger logger, string message);
}
