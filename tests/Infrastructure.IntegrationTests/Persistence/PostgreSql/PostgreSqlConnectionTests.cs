using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.PostgreSql;

internal sealed class PostgreSqlConnectionTests
{
    private TestDatabase Database { get; set; } = null!;

    // The connections of another test may have prepared statements.
    [SetUp]
    public async Task CreateDatabaseAsync() =>
        Database = await TestDatabase.CreateAsync(DatabaseProvider.PostgreSql, isOwn: true);

    [TearDown]
    public async Task DeleteDatabaseAsync()
    {
        // The database is null if the test was ignored.
        if (Database is not null)
        {
            await Database.DisposeAsync();
        }
    }

    [TestCase("true", 1)]
    [TestCase("false", 0)]
    public async Task Statement_WhenRepeated_IsPreparedUnlessSwitchedOff(string prepares, int expected)
    {
        ServiceInstance instance = Database.StartInstance(settings: ("Database:PrepareStatements", prepares));

        int prepared = await instance.InScopeAsync(async scope =>
        {
            await scope.Context.Database.OpenConnectionAsync();
            for (int run = 0; run < 10; run++)
            {
                await scope.Users.ReadByIdAsync(Guid.NewGuid(), default);
            }

            return await scope.Context.Database.SqlQuery<int>(
                $"""SELECT count(*)::int AS "Value" FROM pg_prepared_statements WHERE statement LIKE '%FROM "Users"%'""").SingleAsync();
        });

        Assert.That(prepared, Is.EqualTo(expected));
    }

    // A reset would be one more statement for each request.
    [Test]
    public async Task Connection_WhenItReturnsToThePool_IsNotReset()
    {
        await Database.InScopeAsync(scope => scope.Context.Database.ExecuteSqlAsync($"SELECT set_config('cleanauth.mark', 'kept', false)"));

        string? mark = await Database.InScopeAsync(scope => scope.Context.Database
            .SqlQuery<string?>($"""SELECT current_setting('cleanauth.mark', true) AS "Value" """).SingleAsync());

        Assert.That(mark, Is.EqualTo("kept"));
    }
}
