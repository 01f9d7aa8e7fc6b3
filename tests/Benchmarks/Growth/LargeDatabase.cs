using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CleanAuth.Benchmarks.Growth;

/// <summary>A large database: its rows are inserted by SQL, not through the service.</summary>
internal abstract class LargeDatabase : IAsyncDisposable
{
    private const int TokensPerSession = 10;

    /// <summary>The settings of every service on this database.</summary>
    public Dictionary<string, string> Settings => new(Database)
    {
        ["DataProtection__KeysPath"] = Path.Combine(Folder.FullName, "keys"),
        ["Mail__Folder"] = Path.Combine(Folder.FullName, "mail"),
    };

    /// <summary>Whether several instances may use the database.</summary>
    public virtual bool IsShared => false;

    protected abstract Dictionary<string, string> Database { get; }

    protected DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("cleanauth-scale-");

    /// <summary>SQL for a table <c>rows(n)</c> with the numbers 1 to @count.</summary>
    protected abstract string Rows { get; }

    protected abstract string RandomId { get; }

    /// <summary>SQL for the time that is @days from now.</summary>
    protected abstract string Moment { get; }

    /// <summary>SQL for the time that is this number of seconds before now.</summary>
    protected abstract string Before(string seconds);

    /// <summary>SQL for the number with seven digits.</summary>
    protected abstract string Padded(string number);

    /// <summary>Updates the statistics, as the database does by itself after a while.</summary>
    protected abstract void Analyze();

    /// <summary>Adds accounts with one session each and the tokens of these sessions.</summary>
    public void AddTokens(int count)
    {
        int sessions = count / TokensPerSession;
        string session = $"1 + n % {sessions}";
        AddUsers(sessions);
        Execute(
            $"""
            WITH RECURSIVE {Rows} INSERT INTO "Sessions" ("Id", "UserId", "Epoch", "OpenedAt", "LastUsedAt", "ExpiresAt")
            SELECT {IdOf("n")}, {IdOf("n")}, 0, {Moment}, {Moment}, {Moment} FROM rows
            """,
            sessions,
            days: 1);
        Execute(
            $"""
            WITH RECURSIVE {Rows} INSERT INTO "RefreshTokens" ("Id", "UserId", "SessionId", "IssuedAt", "ExpiresAt", "ConsumedAt")
            SELECT {RandomId}, {IdOf(session)}, {IdOf(session)}, {Moment}, {Moment}, {Moment} FROM rows
            """,
            count,
            days: 1);
        Analyze();
    }

    /// <summary>Adds accounts: one in 100 is deactivated, one in 10,000 is staff, one in 3 has never logged in.</summary>
    private void AddUsers(int count)
    {
        // The order of the names differs from the order of creation.
        string number = Padded($"n * CAST(7919 AS BIGINT) % {count}");
        Execute(
            $"""
            WITH RECURSIVE {Rows} INSERT INTO "Users" (
                "Id", "Email", "NormalizedEmail", "Username", "NormalizedUsername", "PasswordHash", "Bio", "FullName",
                "IsActive", "IsStaff", "IsSuperuser", "Epoch", "CreatedAt", "UpdatedAt", "LastLoginAt")
            SELECT {IdOf("n")}, 'user' || {number} || '@example.com', 'USER' || {number} || '@EXAMPLE.COM',
                'name' || {number}, 'NAME' || {number}, 'none', '', 'A person',
                n % 100 <> 0, n % 10000 = 0, n % 100000 = 0, 0, {Before("n * 20")}, {Before("n * 20")},
                CASE WHEN n % 3 = 0 THEN NULL ELSE {Before($"n * CAST(104729 AS BIGINT) % {count}")} END
            FROM rows
            """,
            count,
            days: 0);
    }

    public void ExpireTokens(int count) => Execute(
        $"""
        UPDATE "RefreshTokens" SET "ExpiresAt" = {Moment}
        WHERE "Id" IN (SELECT "Id" FROM "RefreshTokens" WHERE "ConsumedAt" IS NOT NULL LIMIT @count)
        """,
        count,
        days: -1);

    public long CountExpired() => Execute(
        $"""SELECT COUNT(*) FROM (SELECT 1 FROM "RefreshTokens" WHERE "ExpiresAt" < {Moment} LIMIT @count) AS expired""",
        count: 1,
        days: -0.5);

    public virtual ValueTask DisposeAsync()
    {
        Folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    protected abstract DbConnection Connect();

    /// <summary>SQL for the id that contains a number.</summary>
    protected abstract string IdOf(string number);

    protected long Execute(string text, int count, double days)
    {
        using DbConnection connection = Connect();
        connection.Open();
        using DbCommand command = connection.CreateCommand();
        command.CommandTimeout = 600;
        command.CommandText = text;
        foreach ((string name, object value) in new (string, object)[] { ("count", count), ("days", days) })
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return Convert.ToInt64(command.ExecuteScalar() ?? 0, CultureInfo.InvariantCulture);
    }
}

internal sealed class LargeSqliteDatabase : LargeDatabase
{
    protected override Dictionary<string, string> Database => new() { ["ConnectionStrings__CleanAuth"] = ConnectionString };

    protected override string Rows => "rows(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM rows WHERE n < @count)";

    protected override string RandomId =>
        "printf('%s-%s-%s-%s-%s', hex(randomblob(4)), hex(randomblob(2)), hex(randomblob(2)), hex(randomblob(2)), hex(randomblob(6)))";

    // Ticks since the year 1.
    protected override string Moment => "CAST((julianday('now') + @days - 1721425.5) * 864000000000 AS INTEGER)";

    private string ConnectionString => $"Data Source={Path.Combine(Folder.FullName, "scale.db")};Pooling=False";

    protected override string Before(string seconds) => $"({Moment} - ({seconds}) * 10000000)";

    protected override string Padded(string number) => $"printf('%07d', {number})";

    protected override void Analyze()
    {
        // SQLite does not do this by itself.
    }

    protected override DbConnection Connect() => new SqliteConnection(ConnectionString);

    protected override string IdOf(string number) => $"printf('00000000-0000-4000-8000-%012X', {number})";
}

internal sealed class LargePostgreSqlDatabase(string server) : LargeDatabase
{
    private readonly string name = $"cleanauth_scale_{Guid.NewGuid():n}";

    public override bool IsShared => true;

    protected override Dictionary<string, string> Database => new()
    {
        ["Database__Provider"] = "PostgreSql",
        ["Database__MigrateOnStartup"] = "true",
        ["ConnectionStrings__CleanAuth"] = ConnectionString,
    };

    protected override string Rows => "rows(n) AS (SELECT * FROM generate_series(1, @count))";

    protected override string RandomId => "gen_random_uuid()";

    protected override string Moment => "(now() + @days * interval '1 day')";

    private string ConnectionString => new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;

    public override async ValueTask DisposeAsync()
    {
        await using NpgsqlConnection connection = new(server);
        await connection.OpenAsync();
        await using NpgsqlCommand drop = new($"DROP DATABASE IF EXISTS {name} WITH (FORCE)", connection);
        await drop.ExecuteNonQueryAsync();
        await base.DisposeAsync();
    }

    protected override string Before(string seconds) => $"({Moment} - ({seconds}) * interval '1 second')";

    protected override string Padded(string number) => $"lpad(({number})::text, 7, '0')";

    protected override void Analyze() => Execute("VACUUM ANALYZE", count: 0, days: 0);

    protected override DbConnection Connect() => new NpgsqlConnection(ConnectionString);

    protected override string IdOf(string number) => $"('00000000-0000-4000-8000-' || lpad(to_hex({number}), 12, '0'))::uuid";
}
