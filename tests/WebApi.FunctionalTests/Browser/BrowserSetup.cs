namespace CleanAuth.WebApi.FunctionalTests.Browser;

/// <summary>Ends the shared browser after the last test that uses it.</summary>
[SetUpFixture]
internal sealed class BrowserSetup
{
    [OneTimeTearDown]
    public Task StopBrowserAsync() => Chromium.StopAsync();
}
