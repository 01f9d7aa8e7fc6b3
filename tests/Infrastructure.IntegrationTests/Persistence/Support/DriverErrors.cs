using System.Data.Common;
using System.Reflection;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;

/// <summary>Exceptions as the database drivers throw them.</summary>
internal static class DriverErrors
{
    /// <summary>A broken connection. On Linux, SqlClient reports it without a number.</summary>
    public static DbException BrokenConnection(DatabaseProvider provider) => provider == DatabaseProvider.PostgreSql
        ? new NpgsqlException("The connection is broken.", new IOException())
        : SqlServer(number: 0, errorClass: 20, "A transport-level error has occurred when receiving results from the server.");

    /// <summary>A statement that exceeded its timeout. On SQLite the cause is a lock of another process.</summary>
    public static DbException TimedOut(DbCommand command) => command switch
    {
        NpgsqlCommand => new NpgsqlException("Exception while reading from stream", new TimeoutException()),
        SqlCommand => SqlServer(number: -2, errorClass: 11, "Execution Timeout Expired."),
        _ => new SqliteException("database is locked", 5),
    };

    /// <summary>An error of SQL Server. It is built by reflection, because SqlClient has no public constructor for it.</summary>
    public static SqlException SqlServer(int number, byte errorClass, string message)
    {
        const BindingFlags Hidden = BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        object error = typeof(SqlError)
            .GetConstructor(
                Hidden,
                [typeof(int), typeof(byte), typeof(byte), typeof(string), typeof(string), typeof(string), typeof(int), typeof(Exception)])!
            .Invoke([number, (byte)0, errorClass, "server", message, "", 0, null]);
        object errors = typeof(SqlErrorCollection).GetConstructor(Hidden, [])!.Invoke([]);
        typeof(SqlErrorCollection).GetMethod("Add", Hidden)!.Invoke(errors, [error]);
        return (SqlException)typeof(SqlException)
            .GetMethod("CreateException", Hidden, [typeof(SqlErrorCollection), typeof(string)])!
            .Invoke(null, [errors, ""])!;
    }
}
