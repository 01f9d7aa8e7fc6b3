using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CleanAuth.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Gives each context a <see cref="PersistentSqliteConnection"/>. That connection lacks EF Core's functions for decimals and regular
/// expressions; no query needs them.
/// </summary>
internal sealed class SqliteConnectionInterceptor(SqliteConnections connections) : DbConnectionInterceptor
{
    public override InterceptionResult<DbConnection> ConnectionCreating(
        ConnectionCreatingEventData eventData,
        InterceptionResult<DbConnection> result) =>
        InterceptionResult<DbConnection>.SuppressWithResult(connections.Create());
}
