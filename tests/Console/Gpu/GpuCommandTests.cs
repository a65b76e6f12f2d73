using System.Text.Json;
using Krewe.Nvml.Tests.Support;

namespace Krewe.Commands.Tests.Gpu;

public sealed class GpuCommandTests
{
    private const string Machine = """
        gpu.0.like = h100
        gpu.1.like = h100
        gpu.1.mig = 1
        gpu.1.gi = 2 9 4 4
        gpu.0.util_gpu = 87
        gpu.0.process = compute 4711 21474836480 -1 -1 80 20 0 0
        gpu.1.process = compute 4712 1073741824 2 0
        name.4711 = python3
        """;

    [FakeFact]
    public async Task List_OfAMachine_ShowsDevicesAndProcesses()
    {
        using var fake = new FakeNvml(Machine);
        var run = await ConsoleRun.OfAsync(["gpu", "list", "--library", fake.Path]);
        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Equal(
            """
            driver 580.159.04, NVML 13.580.159.04, CUDA 13.0

            GPU       NAME                               STATE    TEMP   POWER          UTIL  MEMORY              SM CLOCK  PROCESSES
            0         NVIDIA H100 80GB HBM3              present  30 °C  70 W of 700 W  87 %  20 GiB of 79.6 GiB  345 MHz   1
            1         NVIDIA H100 80GB HBM3              present  30 °C  70 W of 700 W        1 GiB of 79.6 GiB   345 MHz   1
             └ MIG 0  NVIDIA H100 80GB HBM3 MIG 3g.40gb  present                              1 GiB of 39.8 GiB             1

            GPU   PID   KIND     MEMORY  PROCESS
            0     4711  compute  20 GiB  python3
            GI 2  4712  compute  1 GiB

            """,
            run.Output);
    }

    [FakeFact]
    public async Task List_AsJson_LeavesOutWhatIsNotTold()
    {
        using var fake = new FakeNvml(Machine + "\ngpu.0.util_enc = none\ngpu.1.lost = 0");
        var run = await ConsoleRun.OfAsync(["gpu", "list", "--library", fake.Path, "-o", "json"]);
        using var document = JsonDocument.Parse(run.Output);
        var gpus = document.RootElement.GetProperty("gpus");
        Assert.Equal(3, gpus.GetArrayLength());
        Assert.Equal(0.87, gpus[0].GetProperty("utilization").GetDouble());
        Assert.Equal(0, gpus[0].GetProperty("decoder_utilization").GetDouble());
        Assert.False(gpus[0].TryGetProperty("encoder_utilization", out _));
        Assert.Equal("python3", gpus[0].GetProperty("processes")[0].GetProperty("name").GetString());
        Assert.Equal(gpus[1].GetProperty("uuid").GetString(), gpus[2].GetProperty("parent").GetString());
    }

    [FakeFact]
    public async Task Dump_OfAMachine_HasEveryQuantityWithItsCode()
    {
        using var fake = new FakeNvml(Machine);
        var run = await ConsoleRun.OfAsync(["gpu", "dump", "--library", fake.Path, "-o", "json"]);
        using var document = JsonDocument.Parse(run.Output);
        var facts = document.RootElement.EnumerateArray().ToList();
        Assert.True(facts.Count > 150);
        Assert.Contains(facts, fact => fact.GetProperty("quantity").GetString() == "PowerUsage" && fact.GetProperty("value").GetString() == "70000");
        Assert.Contains(facts, fact => fact.GetProperty("quantity").GetString() == "FanSpeed" && fact.GetProperty("code").GetString() == "NotSupported");
    }

    [FakeFact]
    public async Task Events_UntilTheEnd_AreLinesOfJson()
    {
        using var fake = new FakeNvml(Machine);
        using var stop = new CancellationTokenSource();
        var run = ConsoleRun.OfAsync(["gpu", "events", "--library", fake.Path, "-o", "json"], cancellationToken: stop.Token);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        // Until the wait for events is on, nobody hears one.
        while (fake.Calls("nvmlEventSetWait_v2") < 2)
        {
            await timer.WaitForNextTickAsync();
        }

        fake.Post(0, Krewe.Nvml.NvmlEventTypes.XidCriticalError, 79);
        var waits = fake.Calls("nvmlEventSetWait_v2");
        while (fake.Calls("nvmlEventSetWait_v2") < waits + 2)
        {
            await timer.WaitForNextTickAsync();
        }

        await stop.CancelAsync();
        var lines = (await run).Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["appeared", "appeared", "appeared", "reported"], lines.Select(line => line.GetProperty("kind").GetString()));
        Assert.Equal(79, lines[^1].GetProperty("xid").GetInt32());
    }

    [Theory]
    [InlineData("list")]
    [InlineData("watch")]
    [InlineData("dump")]
    [InlineData("events")]
    public async Task AnyVerb_WithoutTheLibrary_SaysSoInOneLine(string verb)
    {
        var run = await ConsoleRun.OfAsync(["gpu", verb, "--library", "nowhere/libnvidia-ml.so.1"]);
        Assert.Equal((1, ""), (run.Exit, run.Output));
        Assert.StartsWith("KRW5105: no NVIDIA device can be read: NVIDIA's management library was not found; looked for nowhere/libnvidia-ml.so.1\n", run.Error, StringComparison.Ordinal);
    }
}
