using Microsoft.Data.SqlClient;

namespace CleanAuth.Infrastructure.Persistence.SqlServer;

internal sealed class SqlServerErrors : IDatabaseErrors
{
    private const int ForeignKeyViolation = 547;
    private const int DatabaseExists = 1801;
    private const int ReadOnlyDatabase = 3906;

    // SQL Server sends this together with 18456 when the login is correct and the database is missing.
    private const int CannotOpenDatabase = 4060;

    // Errors of this class and above end the connection.
    private const byte FatalClass = 20;

    // A row repeats a key of a unique index, or of a unique constraint.
    private static readonly int[] UniqueViolations = [2601, 2627];

    // Login failed; from an untrusted domain; the account is disabled; its password has expired; no access to the database.
    private static readonly int[] RefusedLogins = [18456, 18452, 18470, 18487, 18488, 916];

    // Conversions of values that do not fit, arithmetic overflow, text that is too long, division by zero.
    private static readonly int[] DataExceptions = [220, 241, 242, 245, 248, 2628, 8114, 8115, 8134, 8152];

    // A statement or a login timed out; connecting timed out.
    private static readonly int[] Timeouts = [-2, 258];

    public string? UniqueViolationOf(Exception exception) =>
        Errors(exception).FirstOrDefault(error => UniqueViolations.Contains(error.Number))?.Message;

    public bool IsForeignKeyViolation(Exception exception) => Has(exception, ForeignKeyViolation);

    public bool IsMissingDatabase(Exception exception) => Has(exception, CannotOpenDatabase);

    public bool IsRefusedLogin(Exception exception) => Has(exception, RefusedLogins) && !IsMissingDatabase(exception);

    public string MessageOf(Exception exception)
    {
        Exception[] causes = [.. exception.Causes()];
        string message = causes.OfType<SqlException>().FirstOrDefault() is { } error
            ? string.Join(' ', error.Errors.Cast<SqlError>().Select(part => part.Message).Distinct())
            : causes[^1].Message;
        return message.TrimEnd('.');
    }

    /// <summary>Returns whether another instance has created the database in the meantime.</summary>
    public static bool IsExistingDatabase(Exception exception) => Has(exception, DatabaseExists);

    /// <summary>Returns whether the database accepts no writes, as after a failover.</summary>
    public static bool IsReadOnly(Exception exception) => Has(exception, ReadOnlyDatabase);

    /// <summary>
    /// Returns whether a connection broke. On Linux, SqlClient gives a broken connection the number 0, which a cancellation has too. A
    /// timeout does not count: the request has waited long enough.
    /// </summary>
    public static bool IsBrokenConnection(Exception exception) =>
        exception.Causes().OfType<SqlException>().Any(error => error.Class >= FatalClass && !Timeouts.Contains(error.Number));

    /// <summary>Returns whether the database cannot store a value or compute with it. Another attempt fails too.</summary>
    public static bool IsUnstorableValue(Exception exception) => Has(exception, DataExceptions);

    private static bool Has(Exception exception, params int[] numbers) => Errors(exception).Any(error => numbers.Contains(error.Number));

    private static IEnumerable<SqlError> Errors(Exception exception) =>
        exception.Causes().OfType<SqlException>().SelectMany(error => error.Errors.Cast<SqlError>());
}
