using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace CleanAuth.Infrastructure.Persistence.Sqlite;

internal sealed class SqliteErrors : IDatabaseErrors
{
    public string? UniqueViolationOf(Exception exception) =>
        Find(exception, SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY)?.Message;

    public bool IsForeignKeyViolation(Exception exception) => Find(exception, SQLITE_CONSTRAINT_FOREIGNKEY) is not null;

    // SQLite creates a missing file, and has no logins.
    public bool IsMissingDatabase(Exception exception) => false;

    public bool IsRefusedLogin(Exception exception) => false;

    public string MessageOf(Exception exception) => exception.Causes().Last().Message.TrimEnd('.');

    private static SqliteException? Find(Exception exception, params int[] codes) =>
        exception.Causes().OfType<SqliteException>().FirstOrDefault(error => codes.Contains(error.SqliteExtendedErrorCode));
}
