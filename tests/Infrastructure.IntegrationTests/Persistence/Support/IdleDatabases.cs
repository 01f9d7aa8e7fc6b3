using System.Collections.Concurrent;
using Npgsql;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;

/// <summary>
/// The PostgreSQL databases that no test uses at the moment. A test takes one, because creating a database takes longer than most tests.
/// </summary>
internal static class IdleDatabases
{
    /// <summary>
    /// Deletes what a test stored; children come before parents. The superuser lock belongs to the schema and stays. Identities start
    /// from 1 again, as in a new database.
    /// </summary>
    public const string DeleteRows =
        """
        DELETE FROM "LoginCodes"; DELETE FROM "AccountLinks"; DELETE FROM "OutgoingMails"; DELETE FROM "AttemptCounters";
        DELETE FROM "SecurityEvents"; DELETE FROM "Revocations"; DELETE FROM "RefreshTokens"; DELETE FROM "Sessions";
        DELETE FROM "GroupMembers"; DELETE FROM "Groups"; DELETE FROM "Users"; DELETE FROM "SigningKeys";
        DELETE FROM "UsedTokenSettings"; DELETE FROM "DataProtectionKeys"; DELETE FROM "Leases";
        SELECT setval('"SecurityEvents_Id_seq"', 1, false), setval('"Revocations_Id_seq"', 1, false),
            setval('"DataProtectionKeys_Id_seq"', 1, false);
        """;

    private static readonly ConcurrentStack<string> ConnectionStrings = new();

    /// <summary>Returns the connection string of an empty database, or null if each is in use.</summary>
    public static string? Take() => ConnectionStrings.TryPop(out string? connectionString) ? connectionString : null;

    /// <summary>Deletes the rows of a database and keeps it for another test.</summary>
    public static async Task AddAsync(string connectionString)
    {
        await ExecuteAsync(connectionString, DeleteRows);
        ConnectionStrings.Push(connectionString);
    }

    public static async Task DropAllAsync()
    {
        while (Take() is { } connectionString)
        {
            NpgsqlConnectionStringBuilder server = new(connectionString);
            (string? name, server.Database, server.Pooling) = (server.Database, "postgres", false);
            await ExecuteAsync(server.ConnectionString, $"DROP DATABASE {name} WITH (FORCE)");
        }
    }

    private static async Task ExecuteAsync(string connectionString, string statements)
    {
        await using NpgsqlConnection connection = new(connectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(statements, connection);
        await command.ExecuteNonQueryAsync();
    }
}
