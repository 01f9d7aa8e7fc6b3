using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;

/// <summary>Records the number of rows of each DELETE.</summary>
internal sealed class StatementRecorder : DbCommandInterceptor
{
    private readonly List<(string Table, int Rows)> deletes = [];

    public IEnumerable<int> RowsOf(string table) => deletes.Where(delete => delete.Table == table).Select(delete => delete.Rows);

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command,
        CommandExecutedEventData eventData,
        int result,
        CancellationToken cancellationToken = default)
    {
        if (DeleteStatement.TableOf(command.CommandText) is { } table)
        {
            deletes.Add((table, result));
        }

        return ValueTask.FromResult(result);
    }
}
