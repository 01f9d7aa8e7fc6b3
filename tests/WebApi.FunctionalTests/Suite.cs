using CleanAuth.WebApi.FunctionalTests.Browser;

namespace CleanAuth.WebApi.FunctionalTests;

/// <summary>Stops what tests share.</summary>
[SetUpFixture]
internal sealed class Suite
{
    [OneTimeTearDown]
    public async Task StopAsync()
    {
        IdleServices.DisposeAll();
        await Chromium.StopAsync();
    }
}
