using System.Data.Common;
using System.Globalization;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CleanAuth.RaceTests;

/// <summary>The one database of all processes of a race: a SQLite file, or a PostgreSQL database of a random name.</summary>
internal sealed class SharedDatabase(DatabaseProvider provider, string? server) : IAsyncDisposable
{
    private const string ServerVariable = "CLEANAUTH_TEST_POSTGRESQL";

    // A session has one refresh token that is not used up; every further one is a branch.
    private const string Branches =
        """SELECT COUNT(*) - COUNT(DISTINCT "SessionId") FROM "RefreshTokens" WHERE "ConsumedAt" IS NULL""";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cleanauth-race-");
    private readonly string name = $"cleanauth_race_{Guid.NewGuid():n}";

    /// <summary>What a process needs to work on this database, as environment variables.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["Database__Provider"] = provider.ToString(),
        ["Database__MigrateOnStartup"] = "true",
        ["ConnectionStrings__CleanAuth"] = ConnectionString,
        ["DataProtection__KeysPath"] = Path.Combine(folder.FullName, "keys"),
        ["Mail__Folder"] = Path.Combine(folder.FullName, "mail"),
        ["Mail__AllowFolder"] = "true",

        // Nobody comes as often as that, and all that counts goes on counting.
        ["Throttling__CredentialRequestsPerMinute"] = "1000000",
        ["Throttling__TokenRequestsPerMinute"] = "1000000",
        ["Throttling__TriesOfStrangeNetwork"] = "1000000",
        ["Throttling__TriesOfAllStrangers"] = "1000000",
        ["Throttling__TriesOfKnownNetwork"] = "1000000",
        ["Throttling__FreeTries"] = "1000000",
    };

    /// <summary>The file on SQLite.</summary>
    public string File => Path.Combine(folder.FullName, "race.db");

    public string ConnectionString => provider == DatabaseProvider.Sqlite
        ? $"Data Source={File}"
        : new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 30 }.ConnectionString;

    public static SharedDatabase Create(DatabaseProvider provider)
    {
        string? server = Environment.GetEnvironmentVariable(ServerVariable);
        if (provider == DatabaseProvider.PostgreSql && string.IsNullOrEmpty(server))
        {
            Assert.Ignore($"Set {ServerVariable} to the connection string of a throw-away server to run the races on PostgreSQL.");
        }

        return new SharedDatabase(provider, server);
    }

    /// <summary>How many refresh tokens could be exchanged that should not be there; sees also those whose answer was lost.</summary>
    public async Task<long> CountBranchesAsync()
    {
        await using DbConnection connection = provider == DatabaseProvider.Sqlite
            ? new SqliteConnection(ConnectionString)
            : new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = Branches;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>Makes the PostgreSQL database, which the service makes otherwise.</summary>
    public Task CreateAsync(string options = "") => ExecuteAsync($"CREATE DATABASE {name} {options}");

    public async ValueTask DisposeAsync()
    {
        if (provider == DatabaseProvider.PostgreSql)
        {
            await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        }

        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    private async Task ExecuteAsync(string statement)
    {
        await using NpgsqlConnection connection = new(server);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(statement, connection);
        await command.ExecuteNonQueryAsync();
    }
}
