using System.Diagnostics;
using Krewe.Testing.Processes;

namespace Krewe.EndToEnd;

/// <summary>What a new user does: start, paste, stop.</summary>
public sealed class FirstStartTests
{
    [LinuxFact]
    public async Task Start_NewDataDirectory_PrintsInOrderAndTheCurlLineAnswersTheDigit()
    {
        using var data = new TemporaryDirectory();
        await using var silo = await RunningSilo.StartAsync(data.Path);
        var curl = await silo.Program.WaitForLineAsync(line => line.StartsWith("curl ", StringComparison.Ordinal), TimeSpan.FromSeconds(10));

        string[] begins = ["Krewe ", "region ", "device cpu:", "model digits ", "  replica 0 on ", "inference ", "admin ", "ready in ", "curl "];
        var positions = begins.Select(begin => silo.Program.Output.ToList().FindIndex(line => line.StartsWith(begin, StringComparison.Ordinal))).ToList();
        Assert.DoesNotContain(-1, positions);
        Assert.Equal(positions.Order(), positions);
        Assert.Contains("1 of 1 replicas ready", silo.Program.Output[positions[3]], StringComparison.Ordinal);

        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", curl]) { RedirectStandardOutput = true })!;
        var answer = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        Assert.Contains("\"name\":\"label\"", answer, StringComparison.Ordinal);
        Assert.Contains("\"data\":[3]", answer, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Start_NewDataDirectory_IsReadyWithin15Seconds()
    {
        using var data = new TemporaryDirectory();
        await using var silo = await RunningSilo.StartAsync(data.Path);
        var line = silo.Program.Output.Single(line => line.StartsWith("ready in ", StringComparison.Ordinal));
        var seconds = double.Parse(line["ready in ".Length..line.IndexOf(" s", StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(seconds, 0, 15);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Signal_RunningSilo_StopsWithin5SecondsAndLeavesNothing(string signal)
    {
        using var data = new TemporaryDirectory();
        await using var silo = await RunningSilo.StartAsync(data.Path);
        var server = (await silo.ReadyStatusAsync()).Replica("digits").Backend!.ProcessId!.Value;

        var watch = Stopwatch.StartNew();
        silo.Program.Signal(signal);
        Assert.Equal(0, await silo.Program.WaitForExitAsync(TimeSpan.FromSeconds(20)));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
        Assert.False(SiloExtensions.IsRunning(server));
    }

    [LinuxFact]
    public async Task Signal_RequestWaitsForAReplica_IsAnsweredAndTheSiloStopsWithin5Seconds()
    {
        using var data = new TemporaryDirectory();
        await using var silo = await RunningSilo.StartAsync(data.Path);
        using var apply = new HttpRequestMessage(HttpMethod.Put, "/admin/v1/models")
        {
            Content = new StringContent(
                """{"name":"never","timeout":60,"resources":{"cpu_millicores":10},"backend":{"command":"sleep","arguments":["1000"]}}""",
                System.Text.Encoding.UTF8,
                "application/json"),
        };
        apply.Headers.Authorization = new("Bearer", (await File.ReadAllTextAsync(data.File("admin.token"))).Trim());
        using var applied = await silo.Http.SendAsync(apply);
        Assert.True(applied.IsSuccessStatusCode, await applied.Content.ReadAsStringAsync());
        var waiting = silo.PostAsync("/v2/models/never/infer", """{"inputs":[{"name":"x","shape":[1],"datatype":"FP32","data":[1]}]}""");
        await silo.WaitForMetricAsync("krewe_queue_requests", "never", 1);

        var watch = Stopwatch.StartNew();
        silo.Program.Signal("TERM");
        using var answer = await waiting;
        Assert.Equal(503, (int)answer.StatusCode);
        Assert.StartsWith("""{"error":"KRW1110: """, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await silo.Program.WaitForExitAsync(TimeSpan.FromSeconds(20)));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
    }

    [LinuxFact]
    public async Task Restart_AfterStop_ModelsComeBackByThemselves()
    {
        using var data = new TemporaryDirectory();
        await using (var first = await RunningSilo.StartAsync(data.Path))
        {
            first.Program.Signal("TERM");
            await first.Program.WaitForExitAsync(TimeSpan.FromSeconds(20));
        }

        await using var second = await RunningSilo.StartAsync(data.Path, "--samples", "false");
        await second.AssertServesAsync();
    }

    [LinuxFact]
    public async Task Start_DataDirectoryInUse_IsRefusedWithItsHolder()
    {
        using var data = new TemporaryDirectory();
        await using var silo = await RunningSilo.StartAsync(data.Path);
        await using var other = RunningProgram.StartDotnet(Repository.Program("Silo", "Krewe.Silo"), ["--data", data.Path, "--urls", "http://127.0.0.1:0"]);
        Assert.Equal(1, await other.WaitForExitAsync(TimeSpan.FromSeconds(30)));
        var refusal = await other.WaitForLineAsync(line => line.StartsWith("KRW6002", StringComparison.Ordinal), TimeSpan.FromSeconds(5));
        Assert.Contains(silo.Program.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--urls", "nonsense", "KRW2101", "nonsense")]
    [InlineData("--urls", "http://0.0.0.0:0", "KRW5004", "--admin-urls")]
    [InlineData("--region", "Not_A_Region", "KRW2101", "Not_A_Region")]
    [InlineData("--cpu", "many", "KRW2101", "many")]
    [InlineData("--reigon", "local", "KRW2102", "--region")]
    [InlineData("--config", "/nowhere/at/all.yaml", "KRW2101", "/nowhere/at/all.yaml")]
    public async Task Start_BadSetting_NamesKeyValueAndWhatIsValid(string option, string value, string code, string named)
    {
        using var data = new TemporaryDirectory();
        await using var silo = RunningProgram.StartDotnet(Repository.Program("Silo", "Krewe.Silo"), ["--data", data.Path, option, value]);
        Assert.Equal(1, await silo.WaitForExitAsync(TimeSpan.FromSeconds(30)));
        await silo.WaitForLineAsync(line => line.Contains(code, StringComparison.Ordinal), TimeSpan.FromSeconds(5));
        Assert.Contains(silo.Errors, line => line.Contains(named, StringComparison.Ordinal));
    }
}
