using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.SqlClient;
using Npgsql;

namespace CleanAuth.Infrastructure.Persistence;

/// <summary>What an error of a database server means, whatever exceptions of EF Core or a driver it is wrapped in.</summary>
internal static class DatabaseErrors
{
    // Class 28 (invalid authorization), and no permission to connect to the database.
    private const string RefusedLogin = "28";

    // Class 22 (data exception).
    private const string DataException = "22";

    // Conversions of values that do not fit, arithmetic overflow, text that is too long, division by zero.
    private static readonly int[] DataExceptions = [220, 241, 242, 245, 248, 2628, 8114, 8115, 8134, 8152];

    // Login failed; from an untrusted domain; the account is disabled; its password has expired; no access to the database.
    private static readonly int[] RefusedLogins = [18456, 18452, 18470, 18487, 18488, 916];

    // Cannot open database. SQL Server sends it together with 18456, though the login itself is correct.
    private const int CannotOpenDatabase = 4060;
    private const int DatabaseExists = 1801;
    private const int ReadOnlyDatabase = 3906;

    // From this class on an error ends the connection.
    private const byte FatalClass = 20;

    // A statement or a login, and connecting.
    private static readonly int[] Timeouts = [-2, 258];

    public static bool IsMissingDatabase(Exception exception) =>
        HasState(exception, PostgresErrorCodes.InvalidCatalogName) || HasNumber(exception, CannotOpenDatabase);

    /// <summary>Whether the server refuses the service, which no waiting changes.</summary>
    public static bool IsRefusedLogin(Exception exception) =>
        HasState(exception, RefusedLogin)
        || HasState(exception, PostgresErrorCodes.InsufficientPrivilege)
        || (HasNumber(exception, RefusedLogins) && !HasNumber(exception, CannotOpenDatabase));

    /// <summary>Whether another instance made the database first.</summary>
    public static bool IsDatabaseMadeMeanwhile(Exception exception) =>
        HasState(exception, PostgresErrorCodes.DuplicateDatabase)
        || HasState(exception, PostgresErrorCodes.UniqueViolation)
        || HasNumber(exception, DatabaseExists);

    /// <summary>Whether the connection is to a server or a database that accepts no writes, as after a failover.</summary>
    public static bool IsReadOnly(Exception exception) =>
        HasState(exception, PostgresErrorCodes.ReadOnlySqlTransaction) || HasNumber(exception, ReadOnlyDatabase);

    /// <summary>
    /// Whether a connection to SQL Server broke. On Linux, SqlClient gives that the number 0, which a cancellation has too. What timed
    /// out has been waited for long enough, so it is no break.
    /// </summary>
    public static bool IsBrokenSqlServerConnection(Exception exception) =>
        CausesOf(exception).OfType<SqlException>().Any(error => error.Class >= FatalClass && !Timeouts.Contains(error.Number));

    /// <summary>Whether the database cannot store a value or compute with it, so that another try fails too.</summary>
    public static bool IsUnstorableValue(Exception exception) =>
        HasState(exception, DataException) || HasNumber(exception, DataExceptions);

    /// <summary>Whether a server could not be reached or used, in contrast to a bug.</summary>
    public static bool ComesFromServer(Exception exception) =>
        CausesOf(exception).Any(cause => cause is DbException or SocketException or TimeoutException);

    /// <summary>What the server said, or the network where it said nothing, without a full stop.</summary>
    public static string MessageOf(Exception exception)
    {
        Exception[] causes = [.. CausesOf(exception)];
        string message = causes.OfType<PostgresException>().FirstOrDefault() is { } postgres
            ? $"{postgres.SqlState}: {postgres.MessageText}"
            : causes.OfType<SqlException>().FirstOrDefault() is { } sql
                ? string.Join(' ', sql.Errors.Cast<SqlError>().Select(error => error.Message).Distinct())
                : causes[^1].Message;
        return message.TrimEnd('.');
    }

    private static bool HasState(Exception exception, string state) =>
        CausesOf(exception).Any(cause => cause is PostgresException postgres && postgres.SqlState.StartsWith(state, StringComparison.Ordinal));

    private static bool HasNumber(Exception exception, params int[] numbers) =>
        CausesOf(exception).Any(cause => cause is SqlException sql && sql.Errors.Cast<SqlError>().Any(error => numbers.Contains(error.Number)));

    // Npgsql puts the errors of several hosts together.
    private static IEnumerable<Exception> CausesOf(Exception exception)
    {
        IEnumerable<Exception> inner = exception is AggregateException several
            ? several.InnerExceptions
            : exception.InnerException is { } single ? [single] : [];
        return inner.SelectMany(CausesOf).Prepend(exception);
    }
}
