using System.Text.Json.Nodes;
using Krewe.Testing.Processes;

namespace Krewe.EndToEnd;

/// <summary>What the console changes on a real silo.</summary>
public sealed class WriteVerbTests
{
    [LinuxFact]
    public async Task Verbs_OneAfterTheOther_DoWhatTheySay()
    {
        using var data = new TemporaryDirectory();
        await using var silo = await RunningSilo.StartAsync(data.Path);
        var status = await silo.ReadyStatusAsync();
        var token = (await File.ReadAllTextAsync(data.File("admin.token"))).Trim();
        Task<KreweRun> RunAsync(params string[] arguments) => KreweRun.OfAsync(silo, token, arguments);

        var wrong = await KreweRun.OfAsync(silo, "wrong", "scale", "digits", "2");
        Assert.Equal(1, wrong.Code);
        Assert.StartsWith("KRW5001: ", wrong.Errors, StringComparison.Ordinal);
        Assert.Contains("next: ", wrong.Errors, StringComparison.Ordinal);

        var scale = await RunAsync("scale", "digits", "2");
        Assert.True(scale.Code == 0, scale.Output + scale.Errors);
        Assert.Contains("default/digits@local ready, 2 of 2 replicas", scale.Output, StringComparison.Ordinal);

        var huge = data.File("huge.yaml");
        await File.WriteAllTextAsync(huge, "kind: model\nname: huge\nresources: { cpu: 900, memory: 60TiB }\nbackend: { command: sleep, arguments: [infinity] }\n");
        var plan = await RunAsync("plan", huge);
        Assert.Equal(2, plan.Code);
        Assert.Contains("default/huge@local would be created", plan.Output, StringComparison.Ordinal);
        Assert.Contains("KRW3102", plan.Output, StringComparison.Ordinal);
        Assert.DoesNotContain((await silo.StatusAsync()).Models, model => model.Model.Model == "huge");

        // There is no other host for what runs on the only one.
        var host = status.Hosts.Single().Host;
        var drain = await RunAsync("drain", host);
        Assert.Equal(2, drain.Code);
        Assert.StartsWith("KRW3107: ", drain.Errors, StringComparison.Ordinal);
        Assert.Contains("  - ", drain.Errors, StringComparison.Ordinal);
        var forced = await RunAsync("drain", host, "--force", "--wait", "0", "-o", "json");
        Assert.True(forced.Code == 2, forced.Output + forced.Errors);
        Assert.Equal("draining", (string)JsonNode.Parse(forced.Output)!["state"]!);
        Assert.Contains("draining", (await RunAsync("hosts")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("undrain", host)).Code);

        var deactivate = await RunAsync("grains", "deactivate", "model/default/digits@local");
        Assert.True(deactivate.Code == 0, deactivate.Errors);
        await silo.AssertServesAsync();

        var delete = await RunAsync("delete", "digits");
        Assert.True(delete.Code == 0, delete.Output + delete.Errors);
        Assert.Equal("no models; 'krewe apply FILE' adds one", (await RunAsync("models")).Output);
        Assert.Equal(1, (await RunAsync("delete", "digits")).Code);
    }
}
