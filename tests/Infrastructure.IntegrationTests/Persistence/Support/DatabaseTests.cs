using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;

/// <summary>Tests that run on every configured provider, each on an empty database.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Providers))]
internal abstract class DatabaseTests(DatabaseProvider provider, bool hasOwnDatabase = false)
{
    protected TestDatabase Database { get; private set; } = null!;

    [SetUp]
    public async Task CreateDatabaseAsync() => Database = await TestDatabase.CreateAsync(provider, hasOwnDatabase);

    [TearDown]
    public async Task DeleteDatabaseAsync()
    {
        // The database is null if the test was ignored.
        if (Database is not null)
        {
            await Database.DisposeAsync();
        }
    }
}
