using System.Data.Common;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CleanAuth.WebApi.FunctionalTests.Support.Service;

/// <summary>
/// The storage that the instances of one service share: the folder of its keys, and the database. On SQLite the database is a file in
/// that folder; on a server it has a random name, and the service creates it. Dispose deletes both.
/// </summary>
internal sealed class ServiceStorage : IDisposable
{
    /// <summary>The providers on which races and rotation are tested.</summary>
    public static readonly DatabaseProvider[] Providers =
        [DatabaseProvider.Sqlite, DatabaseProvider.PostgreSql, DatabaseProvider.SqlServer];

    private readonly DirectoryInfo folder;
    private readonly DatabaseProvider provider;
    private readonly string database = $"cleanauth_{Guid.NewGuid():n}";
    private readonly string connectionString;
    private int instances;

    public ServiceStorage(DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        this.provider = provider;
        string server = provider == DatabaseProvider.Sqlite ? "" : Server(provider);
        folder = Directory.CreateTempSubdirectory("cleanauth-");
        connectionString = provider switch
        {
            DatabaseProvider.PostgreSql => new NpgsqlConnectionStringBuilder(server) { Database = database }.ConnectionString,
            DatabaseProvider.SqlServer => new SqlConnectionStringBuilder(server) { InitialCatalog = database }.ConnectionString,
            _ => $"Data Source={DatabaseFile}",
        };
        if (provider == DatabaseProvider.Sqlite)
        {
            MigratedDatabase.CreateSqlite(DatabaseFile);
        }
        else if (provider == DatabaseProvider.PostgreSql)
        {
            MigratedDatabase.CreatePostgreSql(connectionString);
        }
    }

    private string DatabaseFile => Path.Combine(folder.FullName, "test.db");

    /// <summary>The settings of one more instance of the service.</summary>
    public (string Name, string Value)[] NextInstance() =>
    [
        ("Database:Provider", provider.ToString()),
        ("Database:MigrateOnStartup", "true"),
        ("ConnectionStrings:CleanAuth", provider == DatabaseProvider.Sqlite ? NextConnectionString() : connectionString),
        ("DataProtection:KeysPath", Path.Combine(folder.FullName, "keys")),
        ("Mail:Folder", Path.Combine(folder.FullName, "mail")),
    ];

    /// <summary>Makes the database file unreadable; the returned action restores it.</summary>
    public Action CorruptDatabase()
    {
        Dictionary<string, byte[]> files = Directory.GetFiles(folder.FullName, "test.db*").ToDictionary(file => file, File.ReadAllBytes);
        foreach ((string file, byte[] content) in files)
        {
            Overwrite(file, [.. Enumerable.Repeat((byte)'x', Math.Min(content.Length, 8192))]);
        }

        return () =>
        {
            foreach ((string file, byte[] content) in files)
            {
                Overwrite(file, content);
            }
        };
    }

    // Overwrite in place without truncating: the service has the file open and some of its pages in memory.
    private static void Overwrite(string file, byte[] content)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.Write(content);
    }

    /// <summary>Deletes the database files and returns their content.</summary>
    public Dictionary<string, byte[]> DeleteDatabaseFiles()
    {
        ClearPools();
        Dictionary<string, byte[]> files = [];
        foreach (string file in Directory.GetFiles(folder.FullName, "test.db*"))
        {
            files[file] = File.ReadAllBytes(file);
            File.Delete(file);
        }

        return files;
    }

    public void Dispose()
    {
        // The factory of a host disposes of itself twice.
        if (!Directory.Exists(folder.FullName))
        {
            return;
        }

        ClearPools();
        if (provider != DatabaseProvider.Sqlite)
        {
            Drop();
        }

        DeleteFolder();
    }

    // Background work of the host may still write a file during the deletion.
    private void DeleteFolder()
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                folder.Delete(recursive: true);
                return;
            }
            catch (IOException) when (attempt < 50)
            {
                Thread.Sleep(10);
            }
        }
    }

    // A separate connection string gives an instance its own write queue and pool, as another process has.
    private string NextConnectionString() => OfInstance(instances++);

    private string OfInstance(int number) => $"{connectionString};Default Timeout={30 + number}";

    // Pooled connections would keep using the old file, or prevent dropping the database.
    private void ClearPools()
    {
        if (provider == DatabaseProvider.PostgreSql)
        {
            using NpgsqlConnection pooled = new(connectionString);
            NpgsqlConnection.ClearPool(pooled);
            return;
        }

        // On SQL Server, dropping the database ends its connections.
        if (provider == DatabaseProvider.SqlServer)
        {
            return;
        }

        for (int number = 0; number < instances; number++)
        {
            using SqliteConnection pooled = new(OfInstance(number));
            SqliteConnection.ClearPool(pooled);
        }
    }

    private void Drop()
    {
        bool isPostgreSql = provider == DatabaseProvider.PostgreSql;
        using DbConnection server = isPostgreSql ? new NpgsqlConnection(Server(provider)) : new SqlConnection(Server(provider));
        server.Open();
        using DbCommand drop = server.CreateCommand();
        drop.CommandText = isPostgreSql
            ? $"DROP DATABASE IF EXISTS {database} WITH (FORCE)"
            : $"IF DB_ID('{database}') IS NOT NULL BEGIN ALTER DATABASE {database} SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE {database}; END";
        drop.ExecuteNonQuery();
    }

    /// <summary>Ignores the test if there is no server of this provider.</summary>
    public static void RequireServer(DatabaseProvider provider)
    {
        if (provider != DatabaseProvider.Sqlite)
        {
            Server(provider);
        }
    }

    private static string Server(DatabaseProvider provider)
    {
        string variable = $"CLEANAUTH_TEST_{provider.ToString().ToUpperInvariant()}";
        string? server = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(server))
        {
            Assert.Ignore($"Set {variable} to the connection string of a server to run this on {provider}.");
        }

        return server!;
    }
}
