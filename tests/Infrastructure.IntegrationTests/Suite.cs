using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;

namespace CleanAuth.Infrastructure.IntegrationTests;

/// <summary>Deletes what all tests have shared.</summary>
[SetUpFixture]
internal sealed class Suite
{
    [OneTimeTearDown]
    public Task DropIdleDatabasesAsync() => IdleDatabases.DropAllAsync();
}
