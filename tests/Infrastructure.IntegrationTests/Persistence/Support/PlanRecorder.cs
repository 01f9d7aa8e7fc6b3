using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;

/// <summary>Records the query plan of each statement before it runs.</summary>
internal sealed class PlanRecorder : DbCommandInterceptor
{
    private readonly List<string> lines = [];

    /// <summary>The lines of all plans, as the database prints them.</summary>
    public IReadOnlyList<string> Lines => lines;

    /// <summary>Drops the plans recorded so far.</summary>
    public void Forget() => lines.Clear();

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        await ExplainAsync(command, cancellationToken);
        return result;
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default)
    {
        await ExplainAsync(command, cancellationToken);
        return result;
    }

    private async Task ExplainAsync(DbCommand command, CancellationToken cancellationToken)
    {
        // Inserts and statements without a table have no plan to check.
        if (command.CommandText.StartsWith("INSERT", StringComparison.Ordinal) || command.CommandText == "SELECT 1")
        {
            return;
        }

        bool isSqlite = command.Connection is SqliteConnection;
        if (!isSqlite)
        {
            // PostgreSQL would scan a small table, unless scans are disabled.
            await using DbCommand disable = command.Connection!.CreateCommand();
            disable.Transaction = command.Transaction;
            disable.CommandText = "SET enable_seqscan = off";
            await disable.ExecuteNonQueryAsync(cancellationToken);
        }

        string text = command.CommandText;
        command.CommandText = (isSqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + text;
        await using (DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                lines.Add(reader.GetString(isSqlite ? 3 : 0));
            }
        }

        command.CommandText = text;
    }
}
