using System.Diagnostics;
using Krewe.Errors;
using Krewe.Silo.Front;
using Krewe.Silo.Tests.Admin;
using Krewe.Specs;

namespace Krewe.Silo.Tests.Metrics;

public sealed class PromtoolTests
{
    [ToolFact("promtool", "prometheus")]
    public async Task Metrics_AreAcceptedByPromtool()
    {
        await using var server = await FilledAsync();
        var text = await server.Client.GetStringAsync("/metrics");

        var (exitCode, output) = await CheckAsync(text);

        Assert.True(exitCode == 0 && output.Length == 0, $"exit code {exitCode}\n{output}\n{text}");
        Assert.Contains("krewe_requests_total{", text, StringComparison.Ordinal);
        Assert.DoesNotContain("nv_", text, StringComparison.Ordinal);
    }

    /// <summary>promtool reads Triton's metrics; it only dislikes their names.</summary>
    [ToolFact("promtool", "prometheus")]
    public async Task TritonMetrics_AreReadByPromtool()
    {
        await using var server = await FilledAsync();
        var text = await server.Client.GetStringAsync("/metrics/triton");

        var (exitCode, output) = await CheckAsync(text);

        Assert.Equal(3, exitCode);
        Assert.All(output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches("_total|_count|\"count\"|abbreviated units", line));
        Assert.DoesNotContain("krewe_", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_ContentType_IsThatOfTheFormat()
    {
        await using var server = await AdminServer.StartAsync();
        using var response = await server.Client.GetAsync("/metrics");

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
    }

    private static async Task<AdminServer> FilledAsync()
    {
        var server = await AdminServer.StartAsync();
        foreach (var outcome in Enum.GetValues<RequestOutcome>())
        {
            server.Get<IRequestObserver>().RequestFinished(new RequestRecord
            {
                Model = "digits",
                Tenant = "default",
                Version = "1",
                Class = ServiceClass.Standard,
                Outcome = outcome,
                Code = ErrorCodes.QueueFull,
                Total = TimeSpan.FromMilliseconds(12),
                Executions = 2,
                Retries = 1,
            });
        }

        return server;
    }

    private static async Task<(int ExitCode, string Output)> CheckAsync(string text)
    {
        var start = new ProcessStartInfo(ToolFactAttribute.Find("promtool")!, ["check", "metrics"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(text);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}
