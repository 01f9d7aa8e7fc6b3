using Microsoft.Playwright;

namespace CleanAuth.WebApi.FunctionalTests.Browser;

/// <summary>An installed Chromium in headless mode. All tests share the browser, and each has its own contexts.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> Shared = new(StartAsync);

    private readonly IBrowser browser;
    private readonly List<IBrowserContext> contexts = [];

    private Chromium(IBrowser browser) => this.browser = browser;

    /// <summary>Starts the browser if it does not run yet; ignores the test if none is installed.</summary>
    public static async Task<Chromium> LaunchAsync()
    {
        if (!Places.Any(File.Exists))
        {
            Assert.Ignore($"No Chromium is installed ({string.Join(", ", Places)}).");
        }

        return new Chromium((await Shared.Value).Browser);
    }

    /// <summary>Opens a page in a new context, without the cookies of other pages.</summary>
    public async Task<IPage> OpenPageAsync(Uri baseAddress)
    {
        IBrowserContext context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = baseAddress.ToString(),
            ViewportSize = new ViewportSize { Width = 1280, Height = 800 },

            // With this setting the style sheets change colours without a transition.
            ReducedMotion = ReducedMotion.Reduce,
        });
        contexts.Add(context);
        return await context.NewPageAsync();
    }

    /// <summary>Opens a page with this text at an origin, without a request to that origin.</summary>
    public async Task<IPage> OpenMadeUpPageAsync(string origin, string html)
    {
        IPage page = await OpenPageAsync(new Uri(origin));
        await page.RouteAsync($"{origin}/app", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/html", Body = html }));
        await page.GotoAsync("/app");
        return page;
    }

    /// <summary>Ends the browser that the tests share.</summary>
    public static async Task StopAsync()
    {
        if (Shared.IsValueCreated)
        {
            (IPlaywright playwright, IBrowser browser) = await Shared.Value;
            await browser.DisposeAsync();
            playwright.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IBrowserContext context in contexts)
        {
            await context.DisposeAsync();
        }
    }

    private static async Task<(IPlaywright Playwright, IBrowser Browser)> StartAsync()
    {
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Places.First(File.Exists),
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update",
                "--disable-sync",

                // Pages that a test makes up may call the service on the loopback address.
                "--disable-features=LocalNetworkAccessChecks",
            ],
        });
        return (playwright, browser);
    }
}
