using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;

/// <summary>Has statements time out, and notes how long each may take.</summary>
internal sealed class FailingStatements(Func<DbCommand, bool> fails) : DbCommandInterceptor
{
    private readonly List<(string Text, int Timeout)> commands = [];

    /// <summary>The seconds that the statements with this text had.</summary>
    public IEnumerable<int> TimeoutsOf(string text) => commands
        .Where(command => command.Text.Contains(text, StringComparison.Ordinal))
        .Select(command => command.Timeout);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default) => ValueTask.FromResult(Judge(command, result));

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default) => ValueTask.FromResult(Judge(command, result));

    private T Judge<T>(DbCommand command, T result)
    {
        commands.Add((command.CommandText, command.CommandTimeout));
        return fails(command) ? throw DriverErrors.TimedOut(command) : result;
    }
}
