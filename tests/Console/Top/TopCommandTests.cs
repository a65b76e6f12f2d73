using System.Text.Json.Nodes;
using Krewe.Client.Tests;

namespace Krewe.Commands.Tests.Top;

public sealed class TopCommandTests : IAsyncLifetime
{
    private FakeSilo _silo = null!;

    public async Task InitializeAsync() => _silo = await SampleCluster.StartAsync();

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task Top_NoTerminal_PrintsOneSecond()
    {
        Answer("GET /admin/v1/live?since=1795341480");

        var run = await RunAsync();

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.StartsWith("silo-a  10:00:01Z  482 req/s", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nsilo-b  active", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("q quit", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Top_JsonOnce_IsOneLine()
    {
        Answer("GET /admin/v1/live");

        var run = await RunAsync("-o", "json", "--once");

        Assert.Equal(0, run.Exit);
        Assert.Equal(2, JsonNode.Parse(run.Output.TrimEnd('\n'))!["models"]!.AsArray().Count);
        Assert.Equal(1, run.Output.Count(c => c == '\n'));
    }

    [Fact]
    public async Task Top_StreamEndsAtOnce_SaysSo()
    {
        _silo.Answer("GET /admin/v1/live?since=1795341480", _ => SampleCluster.Stream());

        var run = await RunAsync();

        Assert.Equal(1, run.Exit);
        Assert.StartsWith("KRW7001: the silo ended the live stream", run.Error, StringComparison.Ordinal);
    }

    private void Answer(string route)
    {
        var second = new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        _silo.Answer(route, _ => SampleCluster.Stream(("cluster", "", SampleCluster.Cluster), ("live", "1", SampleCluster.Live(second)), ("new-kind", "2", new { })));
    }

    private Task<ConsoleRun> RunAsync(params string[] more) => ConsoleRun.OfAsync(["top", "--url", _silo.Address, .. more]);
}
