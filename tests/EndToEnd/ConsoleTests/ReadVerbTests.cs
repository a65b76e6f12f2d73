using System.Text.Json.Nodes;

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
    public async Task Top_RealSilo_OnceHasDevicesModelsAndSilos()
    {
        await fixture.Silo.ReadyStatusAsync();

        var run = await RunAsync("top", "--once");

        Assert.True(run.Code == 0, run.Errors);
        Assert.Contains("\ndigits ", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nSILO ", run.Output, StringComparison.Ordinal);
    }

    private Task<KreweRun> RunAsync(params string[] arguments) => KreweRun.OfAsync(fixture.Silo, fixture.Token, arguments);
}
