using Npgsql;

namespace CleanAuth.Infrastructure.Persistence.PostgreSql;

internal sealed class PostgreSqlErrors : IDatabaseErrors
{
    // Class 28: invalid authorization.
    private const string RefusedLogin = "28";

    // Class 22: data exception.
    private const string DataException = "22";

    public string? UniqueViolationOf(Exception exception) => Find(exception, PostgresErrorCodes.UniqueViolation)?.Message;

    public bool IsForeignKeyViolation(Exception exception) => Has(exception, PostgresErrorCodes.ForeignKeyViolation);

    public bool IsMissingDatabase(Exception exception) => Has(exception, PostgresErrorCodes.InvalidCatalogName);

    // The second code means that the user may not connect to the database.
    public bool IsRefusedLogin(Exception exception) =>
        Has(exception, RefusedLogin) || Has(exception, PostgresErrorCodes.InsufficientPrivilege);

    public string MessageOf(Exception exception)
    {
        Exception[] causes = [.. exception.Causes()];
        string message = causes.OfType<PostgresException>().FirstOrDefault() is { } error
            ? $"{error.SqlState}: {error.MessageText}"
            : causes[^1].Message;
        return message.TrimEnd('.');
    }

    /// <summary>Returns whether another instance has created the database in the meantime.</summary>
    public static bool IsExistingDatabase(Exception exception) =>
        Has(exception, PostgresErrorCodes.DuplicateDatabase) || Has(exception, PostgresErrorCodes.UniqueViolation);

    /// <summary>Returns whether the server accepts no writes, as after a failover.</summary>
    public static bool IsReadOnly(Exception exception) => Has(exception, PostgresErrorCodes.ReadOnlySqlTransaction);

    /// <summary>Returns whether the database cannot store a value or compute with it. Another attempt fails too.</summary>
    public static bool IsUnstorableValue(Exception exception) => Has(exception, DataException);

    private static bool Has(Exception exception, string state) => Find(exception, state) is not null;

    private static PostgresException? Find(Exception exception, string state) => exception.Causes()
        .OfType<PostgresException>()
        .FirstOrDefault(error => error.SqlState.StartsWith(state, StringComparison.Ordinal));
}
