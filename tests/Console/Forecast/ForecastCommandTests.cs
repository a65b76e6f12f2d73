using System.Text.Json;
using Krewe.Client.Tests;
using Krewe.Forecasting;

namespace Krewe.Commands.Tests.Forecast;

public sealed class ForecastCommandTests : IAsyncLifetime
{
    private FakeSilo _silo = null!;

    public async Task InitializeAsync() => _silo = await SampleCluster.StartAsync();

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task Forecast_Table_ShowsTheLineTheMomentsAndTheAnomalies()
    {
        var run = await ConsoleRun.OfAsync(["forecast", "digits", "--url", _silo.Address]);
        Assert.Equal(0, run.Exit);
        Assert.StartsWith("default/digits@local: 72h of history, learned at 2026-11-22", run.Output, StringComparison.Ordinal);
        Assert.Contains("█", run.Output, StringComparison.Ordinal);
        Assert.Contains("95 % bound: 14 requests/s", run.Output, StringComparison.Ordinal);
        Assert.Contains("spike: 42 requests/s, 9 expected", run.Output, StringComparison.Ordinal);
        Assert.Contains("by: ridge 60 %, seasonal shift 40 %", run.Output, StringComparison.Ordinal);
        Assert.Contains("error of late: 12 % 1m ahead (95 % bound holds in 95 %)", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("yaml")]
    public async Task Forecast_ForPrograms_HasEveryPoint(string format)
    {
        var run = await ConsoleRun.OfAsync(["forecast", "digits", "-o", format, "--url", _silo.Address]);
        Assert.Equal(0, run.Exit);
        if (format == "json")
        {
            var root = JsonDocument.Parse(run.Output).RootElement;
            Assert.Equal(60, root.GetProperty("forecast").GetArrayLength());
            Assert.Equal(120, root.GetProperty("history").GetArrayLength());
        }
        else
        {
            Assert.Contains("peak: 14", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Forecast_HorizonAndHistory_AreAskedForInSeconds()
    {
        var asked = SampleCluster.Forecast with { Forecast = [], History = [], LearnedAt = null, Known = TimeSpan.Zero };
        _silo.Answer("GET /admin/v1/models/acme/chat/forecast?region=eu&horizon=86400&history=604800", asked);
        var run = await ConsoleRun.OfAsync(["forecast", "acme/chat@eu", "--horizon", "24h", "--history", "168h", "--url", _silo.Address]);
        Assert.Equal(0, run.Exit);
        Assert.Contains("nothing is known yet", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--horizon", "25h", "at most 24h")]
    [InlineData("--horizon", "5s", "at least 1m")]
    [InlineData("--history", "241h", "at most 240h")]
    public async Task Forecast_TimesOutOfBounds_AreRefused(string option, string value, string rule)
    {
        var run = await ConsoleRun.OfAsync(["forecast", "digits", option, value, "--url", _silo.Address]);
        Assert.Equal(1, run.Exit);
        Assert.Contains(rule, run.Error, StringComparison.Ordinal);
    }
}
