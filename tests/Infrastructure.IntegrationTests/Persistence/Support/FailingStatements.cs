using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;

/// <summary>Makes statements time out, and records the timeout of each.</summary>
internal sealed class FailingStatements(Func<DbCommand, bool> fails) : DbCommandInterceptor
{
    private readonly List<(string Text, int Timeout)> commands = [];

    /// <summary>The timeouts, in seconds, of the statements that contain a text.</summary>
    public IEnumerable<int> TimeoutsOf(string text) => commands
        .Where(command => command.Text.Contains(text, StringComparison.Ordinal))
        .Select(command => command.Timeout);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default) => ValueTask.FromResult(RecordAndFail(command, result));

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default) => ValueTask.FromResult(RecordAndFail(command, result));

    private T RecordAndFail<T>(DbCommand command, T result)
    {
        commands.Add((command.CommandText, command.CommandTimeout));
        return fails(command) ? throw DriverErrors.TimedOut(command) : result;
    }
}
