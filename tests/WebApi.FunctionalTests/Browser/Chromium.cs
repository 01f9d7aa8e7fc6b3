using Microsoft.Playwright;

namespace CleanAuth.WebApi.FunctionalTests.Browser;

/// <summary>An installed Chromium, driven without a screen.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private Chromium(IPlaywright playwright, IBrowser browser)
    {
        this.playwright = playwright;
        this.browser = browser;
    }

    /// <summary>Starts the browser; ignores the test where none is installed.</summary>
    public static async Task<Chromium> LaunchAsync()
    {
        if (Places.FirstOrDefault(File.Exists) is not { } path)
        {
            Assert.Ignore($"No Chromium is installed ({string.Join(", ", Places)}).");
            throw new InvalidOperationException("Assert.Ignore does not return.");
        }

        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        return new Chromium(playwright, browser);
    }

    public Task<IPage> OpenPageAsync(Uri baseAddress, int width = 1280, ColorScheme scheme = ColorScheme.Light) =>
        browser.NewPageAsync(new BrowserNewPageOptions
        {
            BaseURL = baseAddress.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = 800 },
            ColorScheme = scheme,
        });

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
