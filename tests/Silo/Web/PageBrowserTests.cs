using System.Diagnostics;
using Krewe.Silo.Tests.Admin;
using Krewe.Silo.Tests.Metrics;
using Krewe.Testing.Processes;

namespace Krewe.Silo.Tests.Web;

/// <summary>The page in a real browser, against the endpoints with fakes behind them.</summary>
public sealed class PageBrowserTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [ToolFact("chromium", "chromium")]
    public async Task Page_InABrowser_ShowsTheCluster()
    {
        await using var server = await AdminServer.StartAsync();

        var page = await DumpAsync(server.Address);

        Assert.Contains("default/digits@local", page, StringComparison.Ordinal);
        Assert.Contains("serving</span>", page, StringComparison.Ordinal);
        Assert.Contains("not serving</span>", page, StringComparison.Ordinal);
        Assert.Contains("KRW3102: no host has room; alpha: 1.5 of 64 cores free; ask for 1.5 cores", page, StringComparison.Ordinal);
        Assert.Contains("Example \"EX\" CPU (cpu-x64)", page, StringComparison.Ordinal);
        Assert.Contains("25 %", page, StringComparison.Ordinal);
        Assert.Contains("1 of 2 models lack replicas", page, StringComparison.Ordinal);
        Assert.Contains("curl http://127.0.0.1:8080/v2/models/digits/infer -d '{\"inputs\"", page, StringComparison.Ordinal);
        Assert.Contains("Krewe 0.1.0 on test, up ", page, StringComparison.Ordinal);
    }

    [ToolFact("chromium", "chromium")]
    public async Task Page_ClusterDoesNotAnswer_SaysSo()
    {
        await using var server = await AdminServer.StartAsync();
        server.Cluster.Failure = new TimeoutException();

        var page = await DumpAsync(server.Address);

        Assert.Contains("The silo does not answer: KRW7001", page, StringComparison.Ordinal);
        Assert.Contains("not connected", page, StringComparison.Ordinal);
    }

    private static async Task<string> DumpAsync(Uri address)
    {
        using var profile = new TemporaryDirectory();
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--no-first-run", "--no-proxy-server", $"--user-data-dir={profile.Path}", "--virtual-time-budget=5000", "--dump-dom", address.ToString(),
        ];
        var start = new ProcessStartInfo(ToolFactAttribute.Find("chromium")!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            _ = await errors;
            return await output;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
