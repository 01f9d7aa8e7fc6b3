using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CleanAuth.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Gives each context a <see cref="PersistentSqliteConnection"/>. That connection lacks the functions for decimals and regular
/// expressions that EF Core adds to its own; a query that needed one would fail, and none does.
/// </summary>
internal sealed class SqliteConnectionInterceptor(SqliteConnections connections) : DbConnectionInterceptor
{
    public override InterceptionResult<DbConnection> ConnectionCreating(
        ConnectionCreatingEventData eventData,
        InterceptionResult<DbConnection> result) =>
        InterceptionResult<DbConnection>.SuppressWithResult(connections.Create());
}
