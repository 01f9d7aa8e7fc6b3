using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CleanAuth.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Gives each context a <see cref="PersistentSqliteConnection"/>. It lacks the functions that EF Core's own brings for
/// decimals and regular expressions; a query that needed one would fail, and none does.
/// </summary>
internal sealed class SqliteConnectionSetup(SqliteConnections connections) : DbConnectionInterceptor
{
    public override InterceptionResult<DbConnection> ConnectionCreating(
        ConnectionCreatingEventData eventData,
        InterceptionResult<DbConnection> result) =>
        InterceptionResult<DbConnection>.SuppressWithResult(connections.Create());
}
