using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Krewe.Testing.Processes;

namespace Krewe.EndToEnd;

/// <summary>What the console shows of a real silo.</summary>
public sealed class ReadVerbTests(SiloFixture fixture) : IClassFixture<SiloFixture>
{
    [Theory]
    [InlineData("models", "model", "default/digits@local")]
    [InlineData("replicas", "id", "default/digits@local/0")]
    [InlineData("hosts", "region", "local")]
    [InlineData("devices", "health", "healthy")]
    [InlineData("pools", "key", "local/default")]
    [InlineData("silos", "status", "active")]
    public async Task List_RealSilo_HasWhatRuns(string verb, string member, string value)
    {
        await fixture.Silo.ReadyStatusAsync();

        var json = await RunAsync(verb, "-o", "json");
        var table = await RunAsync(verb);
        var wide = await RunAsync(verb, "-o", "wide");

        Assert.Equal((0, 0, 0, ""), (json.Code, table.Code, wide.Code, json.Errors + table.Errors + wide.Errors));
        Assert.Equal(value, ((string)JsonNode.Parse(json.Output)![0]![member]!).ToLowerInvariant());
        Assert.True(table.Output.Split('\n').Length >= 2, table.Output);
    }

    [LinuxFact]
    public async Task Explain_Logs_Events_RealSilo_TellOfTheSample()
    {
        await fixture.Silo.ReadyStatusAsync();

        var explain = await RunAsync("explain", "digits");
        var logs = await RunAsync("logs", "digits", "-t");
        var events = await RunAsync("events", "--model", "digits");

        Assert.Equal((0, 0, 0), (explain.Code, logs.Code, events.Code));
        Assert.Contains("1 of 1 replicas ready", explain.Output, StringComparison.Ordinal);
        Assert.NotEmpty(logs.Output);
        Assert.Contains("replica.placed", events.Output, StringComparison.Ordinal);
        Assert.Contains("replica.ready", events.Output, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Grains_RealSilo_AreCountedListedFoundAndRead()
    {
        await fixture.Silo.ReadyStatusAsync();

        var summary = await RunAsync("grains");
        var list = await RunAsync("grains", "list", "--type", "model", "-o", "json");
        var grain = (string)JsonNode.Parse(list.Output)!["grains"]![0]!["grain"]!;
        var where = await RunAsync("grains", "where", grain);
        var state = await RunAsync("grains", "state", "pool/local/default");

        Assert.Equal((0, "model/default/digits@local"), (summary.Code, grain));
        Assert.Equal(0, where.Code);
        Assert.Equal(0, state.Code);
        using var stored = JsonDocument.Parse(state.Output);
        Assert.Equal(JsonValueKind.Object, stored.RootElement.ValueKind);
    }

    [LinuxFact]
    public async Task Forecast_RealSilo_KnowsOfTheRequests()
    {
        await fixture.Silo.ReadyStatusAsync();
        var mean = 0.0;
        var begun = Stopwatch.GetTimestamp();
        while (mean == 0 && Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMinutes(2))
        {
            // What was counted is brought every ten seconds, and the first round of a silo brings nothing.
            await fixture.Silo.AssertServesAsync();
            var json = await RunAsync("forecast", "digits", "-o", "json");
            Assert.Equal((0, ""), (json.Code, json.Errors));
            mean = (double)JsonNode.Parse(json.Output)!["forecast"]![0]!["mean"]!;
        }

        var table = await RunAsync("forecast", "digits", "--horizon", "10m");

        Assert.True(mean > 0, "None of the requests became demand.");
        Assert.Equal((0, ""), (table.Code, table.Errors));
        Assert.Contains("default/digits@local: ", table.Output, StringComparison.Ordinal);
        Assert.Contains("peak within the horizon, 95 % bound: ", table.Output, StringComparison.Ordinal);
        Assert.Contains("by: ", table.Output, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Snapshot_RealSilo_IsADocumentWithTheModel()
    {
        await fixture.Silo.ReadyStatusAsync();

        var run = await RunAsync("snapshot", "-");

        Assert.True(run.Code == 0, run.Errors);
        Assert.Equal((1, "local/default"), ((int)JsonNode.Parse(run.Output)!["version"]!, (string)JsonNode.Parse(run.Output)!["pools"]![0]!["pool"]!));
    }

    [LinuxFact]
    public async Task Top_RealSilo_OnceHasDevicesModelsAndSilos()
    {
        await fixture.Silo.ReadyStatusAsync();

        var run = await RunAsync("top", "--once");

        Assert.True(run.Code == 0, run.Errors);
        Assert.Contains("\ndigits ", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nSILO ", run.Output, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Plan_MoreThanTheMachineHas_EndsWithTwoAndChangesNothing()
    {
        await fixture.Silo.ReadyStatusAsync();
        using var directory = new TemporaryDirectory();
        var huge = directory.File("huge.yaml");
        await File.WriteAllTextAsync(huge, "kind: model\nname: huge\nresources: { cpu: 900, memory: 60TiB }\nbackend: { command: sleep, arguments: [infinity] }\n");

        var plan = await RunAsync("plan", huge);

        Assert.Equal((2, ""), (plan.Code, plan.Errors));
        Assert.Contains("default/huge@local would be refused", plan.Output, StringComparison.Ordinal);
        Assert.Contains("KRW3102", plan.Output, StringComparison.Ordinal);
        Assert.DoesNotContain((await fixture.Silo.StatusAsync()).Models, model => model.Model.Model == "huge");
    }

    [LinuxFact]
    public async Task Deactivate_ModelGrain_ServesOn()
    {
        await fixture.Silo.ReadyStatusAsync();

        var deactivate = await RunAsync("grains", "deactivate", "model/default/digits@local");

        Assert.Equal((0, ""), (deactivate.Code, deactivate.Errors));
        await fixture.Silo.AssertServesAsync();
    }

    private Task<KreweRun> RunAsync(params string[] arguments) => KreweRun.OfAsync(fixture.Silo, fixture.Token, arguments);
}
