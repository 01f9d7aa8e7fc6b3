using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;

/// <summary>Tests of a store, on every provider that is configured, each on a database of its own.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Providers))]
internal abstract class DatabaseTests(DatabaseProvider provider)
{
    protected TestDatabase Database { get; private set; } = null!;

    [SetUp]
    public async Task CreateDatabaseAsync() => Database = await TestDatabase.CreateAsync(provider);

    [TearDown]
    public async Task DeleteDatabaseAsync()
    {
        // None was made where the test was ignored.
        if (Database is not null)
        {
            await Database.DisposeAsync();
        }
    }
}
