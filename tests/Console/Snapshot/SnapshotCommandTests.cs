using System.Text.Json;
using System.Text.Json.Nodes;
using Krewe.Admin;
using Krewe.Admin.Snapshots;
using Krewe.Client.Tests;

namespace Krewe.Commands.Tests.Snapshot;

public sealed class SnapshotCommandTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("krewe-console-").FullName;
    private FakeSilo _silo = null!;

    public async Task InitializeAsync() => _silo = await SampleCluster.StartAsync();

    public async Task DisposeAsync()
    {
        await _silo.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Snapshot_File_HasTheWholeDocument()
    {
        var run = await RunAsync("s.json");

        Assert.Equal(new ConsoleRun(0, "", "snapshot of 1 pools, 2 hosts, 0 models, taken 2026-11-22 09:30:00Z\n"), run);
        var read = JsonSerializer.Deserialize<ClusterSnapshot>(await File.ReadAllTextAsync(Path.Combine(_directory, "s.json")), KreweJson.Options)!;
        Assert.True(JsonNode.DeepEquals(JsonSerializer.SerializeToNode(SampleCluster.Snapshot(), KreweJson.Options), JsonSerializer.SerializeToNode(read, KreweJson.Options)));
        Assert.Single(Directory.GetFiles(_directory));
    }

    [Fact]
    public async Task Snapshot_StandardOutput_IsTheDocument() =>
        Assert.Equal(1, (int)JsonNode.Parse((await RunAsync("-")).Output)!["version"]!);

    [Fact]
    public async Task Snapshot_Half_IsWrittenAndEndsWithOne()
    {
        _silo.Answer("GET /admin/v1/snapshot", SampleCluster.Snapshot() with { Problems = [Samples.Refusal] });

        var run = await RunAsync("s.json");

        Assert.Equal(1, run.Exit);
        Assert.Contains("KRW3102", run.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_directory, "s.json")));
    }

    [Fact]
    public async Task Snapshot_DirectoryNotThere_SaysSo()
    {
        var run = await RunAsync("nowhere/s.json");

        Assert.Equal((1, ""), (run.Exit, run.Output));
        Assert.StartsWith("KRW2006: nowhere/s.json: it cannot be written: ", run.Error, StringComparison.Ordinal);
    }

    private Task<ConsoleRun> RunAsync(string file) => ConsoleRun.OfAsync(["snapshot", file, "--url", _silo.Address], _directory);
}
