using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence;

/// <summary>Notes how many rows each DELETE took.</summary>
internal sealed class StatementRecorder : DbCommandInterceptor
{
    private readonly List<(string Text, int Rows)> deletes = [];

    public IEnumerable<int> RowsOf(string table) => deletes
        .Where(delete => delete.Text.Split('\n')[0].Contains(table, StringComparison.Ordinal))
        .Select(delete => delete.Rows);

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command,
        CommandExecutedEventData eventData,
        int result,
        CancellationToken cancellationToken = default)
    {
        if (command.CommandText.StartsWith("DELETE", StringComparison.Ordinal))
        {
            deletes.Add((command.CommandText, result));
        }

        return ValueTask.FromResult(result);
    }
}
