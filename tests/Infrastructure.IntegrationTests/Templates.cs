using CleanAuth.Infrastructure.IntegrationTests.Persistence;

namespace CleanAuth.Infrastructure.IntegrationTests;

[SetUpFixture]
internal sealed class Templates
{
    [OneTimeTearDown]
    public Task DeleteAsync() => TestDatabase.DeleteTemplatesAsync();
}
