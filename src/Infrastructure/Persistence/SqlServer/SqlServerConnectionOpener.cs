using System.Data.Common;
using CleanAuth.Application.Errors;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CleanAuth.Infrastructure.Persistence.SqlServer;

/// <summary>
/// Opens connections. SqlClient throws InvalidOperationException when its pool is exhausted, and when a connection breaks while it is
/// opened. Anywhere else that exception is a bug, so it is translated only here.
/// </summary>
internal sealed class SqlServerConnectionOpener : DbConnectionInterceptor
{
    public override async ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection,
        ConnectionEventData eventData,
        InterceptionResult result,
        CancellationToken cancellationToken = default)
    {
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
}
