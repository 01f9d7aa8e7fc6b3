using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;

/// <summary>Asks the database, before it runs a statement, how it is going to.</summary>
internal sealed class PlanRecorder : DbCommandInterceptor
{
    private readonly List<string> lines = [];

    /// <summary>The plans' lines, in the words of the database.</summary>
    public IReadOnlyList<string> Lines => lines;

    /// <summary>Leaves out what was asked so far.</summary>
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
        // Rows that are added use no index to be found, nor does what reads none.
        if (command.CommandText.StartsWith("INSERT", StringComparison.Ordinal) || command.CommandText == "SELECT 1")
        {
            return;
        }

        bool isSqlite = command.Connection is SqliteConnection;
        if (!isSqlite)
        {
            // A table of three rows is read from end to end unless that is forbidden.
            await using DbCommand forbid = command.Connection!.CreateCommand();
            forbid.Transaction = command.Transaction;
            forbid.CommandText = "SET enable_seqscan = off";
            await forbid.ExecuteNonQueryAsync(cancellationToken);
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
