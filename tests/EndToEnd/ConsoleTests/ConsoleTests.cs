using System.Text.Json;
using Krewe.Testing.Processes;

namespace Krewe.EndToEnd;

/// <summary>The console as a process against a real silo.</summary>
public sealed class ConsoleTests
{
    private static async Task<(int Code, string Output, string Errors)> RunAsync(RunningSilo silo, string data, params string[] arguments)
    {
        await using var console = RunningProgram.StartDotnet(
            Repository.Program("Console", "Krewe.Console"),
            [.. arguments, "--url", silo.Address.ToString(), "--data", data],
            new Dictionary<string, string> { ["NO_COLOR"] = "1" });
        var code = await console.WaitForExitAsync(TimeSpan.FromSeconds(90));
        return (code, string.Join('\n', console.Output), string.Join('\n', console.Errors));
    }

    [LinuxFact]
    public async Task Verbs_AgainstARealSilo_DoWhatTheySay()
    {
        using var data = new TemporaryDirectory();
        await using var silo = await RunningSilo.StartAsync(data.Path);

        var status = await RunAsync(silo, data.Path, "status", "-o", "json");
        Assert.True(status.Code == 0, status.Errors);
        using (var json = JsonDocument.Parse(status.Output))
        {
            Assert.Equal("default/digits@local", json.RootElement.GetProperty("models")[0].GetProperty("model").GetString());
        }

        var spec = Path.Combine(Repository.Root, "samples", "own-model");
        var file = data.File("linear.yaml");
        await File.WriteAllTextAsync(file, $"""
            kind: model
            name: linear
            resources: {"{"} cpu: 0.1, memory: 64MiB {"}"}
            backend:
              command: dotnet
              arguments: ["{Path.Combine(spec, "bin", Repository.Configuration, "net10.0", "OwnModel.dll")}", --port, "{"{"}port{"}"}"]
            """);
        var apply = await RunAsync(silo, data.Path, "apply", file);
        Assert.True(apply.Code == 0, apply.Output + apply.Errors);

        var input = data.File("input.json");
        await File.WriteAllTextAsync(input, """{"inputs":[{"name":"x","shape":[2],"datatype":"FP32","data":[1,2]}]}""");
        var infer = await RunAsync(silo, data.Path, "infer", "linear", "--input", input, "-o", "json");
        Assert.True(infer.Code == 0, infer.Errors);
        using (var json = JsonDocument.Parse(infer.Output))
        {
            Assert.Equal([3.0, 5.0], json.RootElement.GetProperty("outputs")[0].GetProperty("data").EnumerateArray().Select(element => element.GetDouble()));
        }

        var explain = await RunAsync(silo, data.Path, "explain", "linear");
        Assert.True(explain.Code == 0, explain.Errors);
        Assert.Contains("1 of 1", explain.Output, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Apply_MoreThanTheMachineHas_IsNotPlacedWithAllReasons()
    {
        using var data = new TemporaryDirectory();
        await using var silo = await RunningSilo.StartAsync(data.Path);
        var file = data.File("huge.yaml");
        await File.WriteAllTextAsync(file, """
            kind: model
            name: huge
            resources: { cpu: 900, memory: 60TiB }
            backend: { command: sleep, arguments: [infinity] }
            """);

        var apply = await RunAsync(silo, data.Path, "apply", file);
        Assert.Equal(2, apply.Code);
        Assert.Contains("KRW3102", apply.Output + apply.Errors, StringComparison.Ordinal);
        Assert.Contains("KRW3007", apply.Output + apply.Errors, StringComparison.Ordinal);
        Assert.Contains("KRW3008", apply.Output + apply.Errors, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Status_NoSilo_SaysHowToStartOne()
    {
        await using var console = RunningProgram.StartDotnet(Repository.Program("Console", "Krewe.Console"), ["status", "--url", "http://127.0.0.1:9"]);
        Assert.Equal(1, await console.WaitForExitAsync(TimeSpan.FromSeconds(60)));
        Assert.Contains(console.Errors, line => line.Contains("dotnet run --project Silo", StringComparison.Ordinal));
    }
}
