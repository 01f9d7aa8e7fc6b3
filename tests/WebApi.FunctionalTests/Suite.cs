using CleanAuth.WebApi.FunctionalTests.Browser;
using CleanAuth.WebApi.FunctionalTests.Support;

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
