using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CleanAuth.Infrastructure.Persistence;

internal static class UniqueViolation
{
    /// <summary>What the provider says when a row has the key of another; null when a save failed for another reason.</summary>
    public static string? MessageOf(DbUpdateException exception) => exception.InnerException switch
    {
        // SQLITE_CONSTRAINT_UNIQUE and SQLITE_CONSTRAINT_PRIMARYKEY
        SqliteException { SqliteExtendedErrorCode: 2067 or 1555 } violation => violation.Message,

        // Cannot insert a duplicate key row in an object with a unique index; violation of a unique constraint
        SqlException { Number: 2601 or 2627 } violation => violation.Message,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } violation => violation.Message,
        _ => null,
    };
}
