using CleanAuth.Infrastructure.Persistence;
using Npgsql;

namespace CleanAuth.FaultTests.Database;

/// <summary>The service starts while the database server is not reachable, refuses the login, or lacks the database.</summary>
internal sealed class DatabaseStartTests
{
    private static readonly (string Name, string Value) MigrationOff = ("Database__MigrateOnStartup", "false");

    private readonly SqlServerStandIn sqlServer = new();

    private static readonly TdsResponse NoSuchDatabase = TdsResponse.Error(
        (4060, "Cannot open database \"cleanauth\" requested by the login. The login failed."),
        (18456, "Login failed for user 'cleanauth'."));

    [TearDown]
    public void StopSqlServer() => sqlServer.Dispose();

    [Test]
    public async Task Start_WhenSqlServerRefusesTheLogin_ExitsAtOnceWithItsMessage()
    {
        sqlServer.OnLogin = _ => TdsResponse.Error((18456, "Login failed for user 'cleanauth'."));

        string output = await FailOnSqlServerAsync();

        Assert.That(output, Does.Contain("The database server refuses the login: Login failed for user 'cleanauth'."));
        Assert.That(output, Does.Not.Contain("attempt 1 of").And.Not.Contain("   at "));
    }

    [Test]
    public async Task Start_WhenPostgreSqlRefusesTheLogin_ExitsAtOnceWithItsMessage()
    {
        await using SharedDatabase database = SharedDatabase.Create(DatabaseProvider.PostgreSql);
        NpgsqlConnectionStringBuilder server = new(database.ConnectionString) { Username = "nobody_of_cleanauth" };

        string output = await FailAsync(database, ("ConnectionStrings__CleanAuth", server.ConnectionString));

        Assert.That(output, Does.Contain("The database server refuses the login: 28000: role \"nobody_of_cleanauth\" does not exist"));
        Assert.That(output, Does.Not.Contain("attempt 1 of").And.Not.Contain("   at "));
    }

    [Test]
    public async Task Start_WhenSqlServerLacksTheDatabaseAndMigrationIsOff_ExitsWithTheCure()
    {
        sqlServer.OnLogin = _ => NoSuchDatabase;

        string output = await FailOnSqlServerAsync(MigrationOff);

        Assert.That(output, Does.Contain("Run the `migrate` command, or set Database:MigrateOnStartup to true."));
        Assert.That(output, Does.Not.Contain("attempt 1 of").And.Not.Contain("   at "));
    }

    [Test]
    public async Task Start_WhenPostgreSqlLacksTheDatabaseAndMigrationIsOff_ExitsWithTheCure()
    {
        await using SharedDatabase database = SharedDatabase.Create(DatabaseProvider.PostgreSql);

        string output = await FailAsync(database, MigrationOff);

        Assert.That(output, Does.Contain("Run the `migrate` command, or set Database:MigrateOnStartup to true."));
        Assert.That(output, Does.Not.Contain("attempt 1 of").And.Not.Contain("   at "));
    }

    // As at the first start of the compose file. Everything after CREATE DATABASE needs a real server.
    [Test]
    public async Task Start_WhenSqlServerLacksTheDatabase_CreatesIt()
    {
        List<string> statements = [];
        sqlServer.OnLogin = database => database == "master" ? TdsResponse.Done : NoSuchDatabase;
        sqlServer.OnStatement = statement =>
        {
            statements.Add(statement);
            return TdsResponse.Error((262, "CREATE DATABASE permission denied in database 'master'."));
        };

        string output = await FailOnSqlServerAsync();

        Assert.That(statements, Has.One.StartsWith("CREATE DATABASE [cleanauth]"));
        Assert.That(output, Does.Contain("CREATE DATABASE permission denied in database 'master'."));
    }

    [TestCase("127.0.0.1,1", "")]
    [TestCase("nowhere.invalid", "")]
    [TestCase("", "Host=127.0.0.1;Port=1;Username=cleanauth")]
    [TestCase("", "Host=nowhere.invalid;Username=cleanauth")]
    public async Task Start_WhenTheServerCannotBeReached_Retries(string sqlServerName, string postgreSql)
    {
        await using SharedDatabase database = SharedDatabase.Create(DatabaseProvider.Sqlite);
        using Service service = Service.Launch(
            database,
            ("Database__Provider", postgreSql == "" ? "SqlServer" : "PostgreSql"),
            ("ConnectionStrings__CleanAuth", postgreSql == "" ? $"Server={sqlServerName};Database=cleanauth;Encrypt=false" : postgreSql));

        string output = await Poll.UntilAsync(
            () => Task.FromResult(service.Process.Output),
            text => text.Contains("attempt 2 of 20", StringComparison.Ordinal) || service.Process.HasEnded);

        Assert.That(service.Process.HasEnded, Is.False, output);
        Assert.That(output, Does.Contain("The database server is not available yet (attempt 2 of 20)"));
    }

    [Test]
    public async Task Start_WhenTheServerStartsLater_Serves()
    {
        await using SharedDatabase database = SharedDatabase.Create(DatabaseProvider.PostgreSql);
        NpgsqlConnectionStringBuilder server = new(database.ConnectionString);
        using TcpProxy proxy = new(server.Host!, server.Port);
        proxy.SetState(NetworkState.Cut);
        (server.Host, server.Port) = ("127.0.0.1", proxy.Port);
        using Service service = Service.Launch(database, ("ConnectionStrings__CleanAuth", server.ConnectionString));
        await Poll.UntilAsync(
            () => Task.FromResult(service.Process.Output),
            text => text.Contains("attempt 1 of 20", StringComparison.Ordinal) || service.Process.HasEnded);
        proxy.SetState(NetworkState.Normal);

        int? ready = await service.IsReadyAsync();

        Assert.That(ready, Is.EqualTo(200), service.Process.Output);
    }

    [Test]
    public async Task Start_WhenSqlServerLacksReadCommittedSnapshot_ExitsWithTheCure()
    {
        sqlServer.OnStatement = statement => statement.Contains("is_read_committed_snapshot_on", StringComparison.Ordinal)
            ? TdsResponse.Row(false)
            : TdsResponse.Done;

        string output = await FailOnSqlServerAsync(MigrationOff);

        Assert.That(output, Does.Contain("ALTER DATABASE [cleanauth] SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE"));
    }

    [Test]
    public async Task Start_WhenThePostgreSqlDatabaseIsNotUtf8_ExitsWithTheCure()
    {
        await using SharedDatabase database = SharedDatabase.Create(DatabaseProvider.PostgreSql);
        await database.CreateAsync("ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");

        string output = await FailAsync(database);

        Assert.That(output, Does.Contain("has the encoding LATIN1").And.Contain("ENCODING 'UTF8' TEMPLATE template0"));
    }

    [Test]
    public async Task Start_WhenThePostgreSqlServerHasAnotherEncoding_CreatesAUtf8Database()
    {
        await using SharedDatabase database = SharedDatabase.Create(DatabaseProvider.Sqlite);
        await using PostgreSqlCluster cluster = await PostgreSqlCluster.CreateAsync("--encoding=SQL_ASCII", "--locale=C");
        using Service service = Service.Launch(
            database,
            ("Database__Provider", "PostgreSql"),
            ("ConnectionStrings__CleanAuth", cluster.ConnectionString));

        int? ready = await service.IsReadyAsync();

        Assert.That(ready, Is.EqualTo(200), service.Process.Output);
    }

    private async Task<string> FailOnSqlServerAsync(params (string Name, string Value)[] settings)
    {
        await using SharedDatabase database = SharedDatabase.Create(DatabaseProvider.Sqlite);
        return await FailAsync(
            database,
            [("Database__Provider", "SqlServer"), ("ConnectionStrings__CleanAuth", sqlServer.ConnectionString), .. settings]);
    }

    private static async Task<string> FailAsync(SharedDatabase database, params (string Name, string Value)[] settings)
    {
        using Service service = Service.Launch(database, settings);
        int status = await service.Process.EndAsync();
        Assert.That(status, Is.EqualTo(1), service.Process.Output);
        return service.Process.Output;
    }
}
