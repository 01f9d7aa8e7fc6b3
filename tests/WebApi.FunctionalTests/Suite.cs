using CleanAuth.WebApi.FunctionalTests.Browser;

namespace CleanAuth.WebApi.FunctionalTests;

/// <summary>Stops the services and the browser that tests share.</summary>
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
