using CleanAuth.Infrastructure.Persistence.PostgreSql;
using CleanAuth.Infrastructure.Persistence.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CleanAuth.TestSupport;

/// <summary>Databases with all migrations. They are copies of one that is migrated once per run, which is ten times as fast.</summary>
public static class MigratedDatabase
{
    private static readonly Lazy<byte[]> SqliteFile = new(MigrateSqlite);
    private static readonly Lazy<string> PostgreSqlTemplate = new(MigratePostgreSql);

    /// <summary>Creates a SQLite database.</summary>
    public static void CreateSqlite(string file) => File.WriteAllBytes(file, SqliteFile.Value);

    /// <summary>Creates the PostgreSQL database that the connection string names.</summary>
    public static void CreatePostgreSql(string connectionString) =>
        Execute($"CREATE DATABASE {new NpgsqlConnectionStringBuilder(connectionString).Database} TEMPLATE {PostgreSqlTemplate.Value}");

    private static byte[] MigrateSqlite()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cleanauth-");
        string file = Path.Combine(folder.FullName, "migrated.db");
        using (SqliteAuthDbContext context =
            new(new DbContextOptionsBuilder<SqliteAuthDbContext>().UseSqlite($"Data Source={file};Pooling=False").Options))
        {
            context.Database.Migrate();
        }

        byte[] migrated = File.ReadAllBytes(file);
        folder.Delete(recursive: true);
        return migrated;
    }

    private static string MigratePostgreSql()
    {
        // Npgsql reads this switch at its first use, which is here, before the service sets it.
        AppContext.SetSwitch("Npgsql.DisableDateTimeInfinityConversions", true);
        string name = $"cleanauth_template_{Guid.NewGuid():n}";
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Execute($"DROP DATABASE IF EXISTS {name}");

        // PostgreSQL cannot copy a database that has connections, so do not keep any in a pool.
        string connectionString = new NpgsqlConnectionStringBuilder(Server) { Database = name, Pooling = false }.ConnectionString;
        using PostgreSqlAuthDbContext context =
            new(new DbContextOptionsBuilder<PostgreSqlAuthDbContext>().UseNpgsql(connectionString).Options);
        context.Database.Migrate();
        return name;
    }

    private static string? Server => Environment.GetEnvironmentVariable("CLEANAUTH_TEST_POSTGRESQL");

    private static void Execute(string statement)
    {
        using NpgsqlConnection connection = new(Server);
        connection.Open();
        using NpgsqlCommand command = new(statement, connection);
        command.ExecuteNonQuery();
    }
}
