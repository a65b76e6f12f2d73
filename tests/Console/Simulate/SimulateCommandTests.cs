using System.Text.Json;

namespace Krewe.Commands.Tests.Simulate;

public sealed class SimulateCommandTests : IDisposable
{
    private static readonly string[] Files = ["simulate", "--fleet", "fleet.yaml", "--models", "models.yaml", "--trace", "trace.csv"];
    private readonly string _directory = Directory.CreateTempSubdirectory("krewe-simulate-").FullName;

    public SimulateCommandTests() => SimulatedSample.WriteTo(_directory);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Simulate_Table_HasTheFleetAndProgressGoesToTheErrors()
    {
        var run = await RunAsync("--seeds", "2");
        Assert.True(run.Exit == 0, run.Error);
        Assert.Contains("policy ours, 2 seeds", run.Output, StringComparison.Ordinal);
        Assert.Contains("critical ", run.Output, StringComparison.Ordinal);
        Assert.Equal("fleet 1 of 1, seed 1 of 2\nfleet 1 of 1, seed 2 of 2\n", run.Error);
    }

    [Fact]
    public async Task Simulate_Sweep_HasARowForEachFleet()
    {
        var run = await RunAsync("--sweep", "hosts=1..3:2", "--policy", "hpa", "-o", "json");
        Assert.True(run.Exit == 0, run.Error);
        var fleets = JsonDocument.Parse(run.Output).RootElement.GetProperty("fleets");
        Assert.Equal([1, 3], fleets.EnumerateArray().Select(fleet => fleet.GetProperty("hosts").GetInt32()));
        Assert.True(fleets[1].GetProperty("in_time").GetDouble() >= fleets[0].GetProperty("in_time").GetDouble());
    }

    [Fact]
    public async Task Simulate_Smallest_IsFoundOrRefused()
    {
        var found = await RunAsync("--smallest", "90", "--policy", "hpa");
        Assert.True(found.Exit == 0, found.Error);
        Assert.Contains("the smallest fleet that answers 90 % in time with every seed has ", found.Output, StringComparison.Ordinal);

        var none = await RunAsync("--smallest", "99.9999", "--policy", "fixed");
        Assert.Equal(2, none.Exit);
        Assert.Contains("no fleet up to the described one answers 99.9999 % in time", none.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_Report_IsAPageWithoutOutsideResources()
    {
        var run = await RunAsync("--policy", "kpa", "--report", "report.html");
        Assert.True(run.Exit == 0, run.Error);
        var page = await File.ReadAllTextAsync(Path.Combine(_directory, "report.html"));
        Assert.Equal(4, page.Split("<svg").Length - 1);
        Assert.DoesNotContain("href", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.Contains("replica-hours", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--sweep", "hosts=3..1", "is not valid for --sweep")]
    [InlineData("--sweep", "racks=1..3", "hosts=A..B or replicas=A..B")]
    [InlineData("--smallest", "100", "less than 100")]
    [InlineData("--seeds", "0", "--seeds must be 1 to 1000")]
    [InlineData("--policy", "best", "best")]
    public async Task Simulate_WrongOption_SaysWhatIsRight(string option, string value, string expected)
    {
        var run = await RunAsync(option, value);
        Assert.Equal(1, run.Exit);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_Specs_SayWhatTheModelsFileDoesNot()
    {
        const string backend = "backend: { command: ./server }\n";
        await File.WriteAllTextAsync(Path.Combine(_directory, "models.yaml"), "models:\n  - { name: chat, service: 150ms }\n  - { name: embed, service: 40ms, service_p99: 60ms }\n");
        await File.WriteAllTextAsync(
            Path.Combine(_directory, "specs.yaml"),
            "kind: model\nname: chat\nclass: critical\nreplicas: 2\nscaling: { max: 8, objective: 1s }\nresources: { devices: { count: 1, memory: 40GiB } }\n" + backend
            + "---\nkind: model\nname: embed\nclass: batch\n" + backend);
        var run = await RunAsync("--specs", "specs.yaml", "--policy", "hpa");
        Assert.True(run.Exit == 0, run.Error);
        Assert.Contains("batch 100 %", run.Output, StringComparison.Ordinal);
        Assert.Contains("chat: not simulated of its spec: scaling.max\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("embed: not simulated of its spec: scaling, which is missing", run.Error, StringComparison.Ordinal);

        await File.AppendAllTextAsync(Path.Combine(_directory, "specs.yaml"), "---\nkind: model\nname: chat\ntenant: other\n" + backend);
        var twice = await RunAsync("--specs", "specs.yaml");
        Assert.Equal(1, twice.Exit);
        Assert.Contains("default/chat@local and other/chat@local have one name", twice.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_TraceOfAModelThatIsNotDescribed_IsNamed()
    {
        await File.AppendAllTextAsync(Path.Combine(_directory, "trace.csv"), "other,1 2 3\n");
        var run = await RunAsync();
        Assert.Equal(1, run.Exit);
        Assert.Contains("The trace has requests for model other", run.Error, StringComparison.Ordinal);
    }

    private Task<ConsoleRun> RunAsync(params string[] more) => ConsoleRun.OfAsync([.. Files, .. more], _directory);
}
