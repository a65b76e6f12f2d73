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

        var delete = await RunAsync("delete", "digits");
        Assert.True(delete.Code == 0, delete.Output + delete.Errors);
        Assert.Equal("no models; 'krewe apply FILE' adds one", (await RunAsync("models")).Output);
        Assert.Equal(1, (await RunAsync("delete", "digits")).Code);
    }
}
