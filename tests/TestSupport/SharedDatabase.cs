using System.Data.Common;
using System.Globalization;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CleanAuth.TestSupport;

/// <summary>One database for several processes of the service: a SQLite file, or a database with a random name on a server.</summary>
public sealed class SharedDatabase(DatabaseProvider provider, string? server) : IAsyncDisposable
{
    // A session has one unconsumed refresh token; every further one is a branch.
    private const string Branches =
        """SELECT COUNT(*) - COUNT(DISTINCT "SessionId") FROM "RefreshTokens" WHERE "ConsumedAt" IS NULL""";

    private const int MaxPoolSize = 30;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cleanauth-race-");
    private readonly string name = $"cleanauth_race_{Guid.NewGuid():n}";

    public DatabaseProvider Provider => provider;

    /// <summary>The environment variables of a service process that uses this database.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["Database__Provider"] = provider.ToString(),
        ["Database__MigrateOnStartup"] = "true",
        ["ConnectionStrings__CleanAuth"] = ConnectionString,
        ["DataProtection__KeysPath"] = Path.Combine(folder.FullName, "keys"),
        ["Mail__Folder"] = Path.Combine(folder.FullName, "mail"),
        ["Mail__AllowFolder"] = "true",

        // No test reaches these limits, but the counters stay in use.
        ["Throttling__CredentialRequestsPerMinute"] = "1000000",
        ["Throttling__TokenRequestsPerMinute"] = "1000000",
        ["Throttling__TriesOfStrangeNetwork"] = "1000000",
        ["Throttling__TriesOfAllStrangers"] = "1000000",
        ["Throttling__TriesOfKnownNetwork"] = "1000000",
        ["Throttling__FreeTries"] = "1000000",
    };

    /// <summary>The file of the SQLite database.</summary>
    public string File => Path.Combine(folder.FullName, "race.db");

    public string ConnectionString => provider switch
    {
        DatabaseProvider.PostgreSql =>
            new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = MaxPoolSize }.ConnectionString,
        DatabaseProvider.SqlServer =>
            new SqlConnectionStringBuilder(server) { InitialCatalog = name, MaxPoolSize = MaxPoolSize }.ConnectionString,
        _ => $"Data Source={File}",
    };

    public static SharedDatabase Create(DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.Sqlite)
        {
            return new SharedDatabase(provider, server: null);
        }

        string variable = $"CLEANAUTH_TEST_{provider.ToString().ToUpperInvariant()}";
        string? server = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(server))
        {
            Assert.Ignore($"Set {variable} to the connection string of a throw-away server to run this on {provider}.");
        }

        return new SharedDatabase(provider, server);
    }

    /// <summary>A database with all migrations, which saves a process the migration; on SQL Server the process still does it.</summary>
    public static SharedDatabase CreateMigrated(DatabaseProvider provider)
    {
        SharedDatabase database = Create(provider);
        switch (provider)
        {
            case DatabaseProvider.Sqlite:
                MigratedDatabase.CreateSqlite(database.File);
                break;
            case DatabaseProvider.PostgreSql:
                MigratedDatabase.CreatePostgreSql(database.ConnectionString);
                break;
        }

        return database;
    }

    /// <summary>Counts the additional unconsumed refresh tokens of all sessions, including those whose response was lost.</summary>
    public async Task<long> CountBranchesAsync()
    {
        await using DbConnection connection = await OpenAsync(ConnectionString);
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = Branches;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>Opens an unpooled connection; closing it releases its locks.</summary>
    public Task<DbConnection> OpenUnpooledAsync() => OpenAsync($"{ConnectionString};Pooling=False");

    /// <summary>Creates the PostgreSQL database before the service does.</summary>
    public Task CreateAsync(string options = "") => ExecuteAsync($"CREATE DATABASE {name} {options}");

    public Task DropAsync() => ExecuteAsync(provider == DatabaseProvider.SqlServer
        ? $"IF DB_ID('{name}') IS NOT NULL BEGIN ALTER DATABASE {name} SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE {name}; END"
        : $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    /// <summary>Makes the server end all connections to the database.</summary>
    public Task EndConnectionsAsync() => ExecuteAsync(provider == DatabaseProvider.SqlServer
        ? $"""
            DECLARE @all nvarchar(max) = N'';
            SELECT @all += N'KILL ' + CAST(session_id AS nvarchar(10)) + N';' FROM sys.dm_exec_sessions WHERE database_id = DB_ID('{name}');
            EXEC (@all)
            """
        : $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");

    /// <summary>Executes a statement on the server.</summary>
    public async Task ExecuteAsync(string statement)
    {
        await using DbConnection connection = await OpenAsync(server!);
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The address of the server.</summary>
    public (string Host, int Port) Address()
    {
        if (provider == DatabaseProvider.PostgreSql)
        {
            NpgsqlConnectionStringBuilder postgreSql = new(server);
            return (postgreSql.Host!, postgreSql.Port);
        }

        string source = new SqlConnectionStringBuilder(server).DataSource;
        string[] parts = source.Replace("tcp:", "", StringComparison.OrdinalIgnoreCase).Split(',');
        return (parts[0], parts.Length == 1 ? 1433 : int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <summary>The connection string through a port of this machine.</summary>
    public string ConnectionStringVia(int port) => provider == DatabaseProvider.PostgreSql
        ? new NpgsqlConnectionStringBuilder(ConnectionString) { Host = "127.0.0.1", Port = port }.ConnectionString
        : new SqlConnectionStringBuilder(ConnectionString) { DataSource = $"tcp:127.0.0.1,{port}" }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        if (provider != DatabaseProvider.Sqlite)
        {
            await DropAsync();
        }

        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    private async Task<DbConnection> OpenAsync(string connectionString)
    {
        DbConnection connection = provider switch
        {
            DatabaseProvider.PostgreSql => new NpgsqlConnection(connectionString),
            DatabaseProvider.SqlServer => new SqlConnection(connectionString),
            _ => new SqliteConnection(connectionString),
        };
        await connection.OpenAsync();
        return connection;
    }
}
