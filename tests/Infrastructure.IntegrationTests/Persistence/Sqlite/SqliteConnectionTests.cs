using System.Data.Common;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Persistence.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Sqlite;

internal sealed class SqliteConnectionTests
{
    private static readonly Dictionary<string, string> Expected = new()
    {
        ["journal_mode"] = "wal",
        ["synchronous"] = "2",
        ["foreign_keys"] = "1",
        ["busy_timeout"] = "5000",
    };

    [Test]
    public async Task Open_WhenTheConnectionIsNewOrPooled_IsSetUp()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync();
        ServiceInstance instance = database.StartInstance();

        Dictionary<string, string> first = await instance.InScopeAsync(ReadPragmasAsync);
        Dictionary<string, string> second = await instance.InScopeAsync(ReadPragmasAsync);

        Assert.That(first, Is.EqualTo(Expected));
        Assert.That(second, Is.EqualTo(Expected));
    }

    [Test]
    public async Task Open_WhenAnotherConnectionIsInUse_IsSetUp()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync();
        await using RequestScope busy = database.Open();
        await busy.Context.Database.OpenConnectionAsync();

        Dictionary<string, string> pragmas = await database.InScopeAsync(ReadPragmasAsync);

        Assert.That(pragmas, Is.EqualTo(Expected));
    }

    [Test]
    public void Open_WhenOpenedSynchronously_IsSetUp()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cleanauth-");
        string file = Path.Combine(folder.FullName, "test.db");
        DbContextOptionsBuilder<SqliteAuthDbContext> options = new();
        options.UseSqliteFor(new SqliteConnections($"Data Source={file}", new DatabaseOptions()));
        using SqliteAuthDbContext context = new(options.Options);

        context.Database.OpenConnection();

        Assert.That(ReadPragmas(context.Database.GetDbConnection()), Is.EqualTo(Expected));
        context.Database.CloseConnection();
        folder.Delete(recursive: true);
    }

    private static async Task<Dictionary<string, string>> ReadPragmasAsync(RequestScope scope)
    {
        await scope.Context.Database.OpenConnectionAsync();
        return ReadPragmas(scope.Context.Database.GetDbConnection());
    }

    private static Dictionary<string, string> ReadPragmas(DbConnection connection) =>
        Expected.Keys.ToDictionary(pragma => pragma, pragma => ReadPragma(connection, pragma));

    private static string ReadPragma(DbConnection connection, string pragma)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        return $"{command.ExecuteScalar()}";
    }
}
