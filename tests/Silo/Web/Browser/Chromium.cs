using System.Reflection;
using Krewe.Silo.Tests.Metrics;
using Microsoft.Playwright;

namespace Krewe.Silo.Tests.Web.Browser;

/// <summary>One browser for all tests of the page; started by the first test that runs.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Opens the page in a browser window of its own, without anything of other tests.</summary>
    internal async Task<PageProbe> OpenAsync(Uri address, string view = "", int width = 1280, bool dark = false, bool reducedMotion = false)
    {
        var browser = await StartAsync();
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = width < 600 ? 844 : 800 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = reducedMotion ? ReducedMotion.Reduce : ReducedMotion.NoPreference,
            HasTouch = width < 600,
        });
        context.SetDefaultTimeout(60_000);
        var probe = new PageProbe(context, await context.NewPageAsync());
        await probe.GoAsync(address, view);
        return probe;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>The tests of the collection come one after the other, so nobody else starts it meanwhile.</summary>
    private async Task<IBrowser> StartAsync()
    {
        if (_browser is null)
        {
            var driver = typeof(Chromium).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(one => one.Key == "PlaywrightDriver").Value;
            Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", driver);
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = ToolFactAttribute.Find("chromium"),
                Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-proxy-server"],
                Timeout = 90_000,
            });
        }

        return _browser;
    }
}
