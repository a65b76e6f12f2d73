using Krewe.Devices;
using Krewe.Hosts;
using Krewe.Testing.Load;
using Xunit.Abstractions;

namespace Krewe.EndToEnd.Devices;

/// <summary>GPUs that fail in the middle of serving, under a real silo that reads them through the fake of NVIDIA's library.</summary>
public sealed class FakeGpuTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>The silo is never restarted: one life for a loss, a hang, errors that pass and the loss of the library, with requests all the while.</summary>
    [FakeGpuFact]
    public async Task Faults_UnderLoad_OnlyThatGpuLeavesAndItIsUsedAgainWithoutARestart()
    {
        await using var machine = await GpuMachine.StartAsync();
        var lease = await machine.ServeAsync();
        await AssertGrantIsWhatTheServerSeesAsync(machine, lease);
        using var ended = new CancellationTokenSource();
        var load = UntilAsync(machine, ended.Token);

        foreach (var (kind, breaks) in ((string, Func<int, string>)[])
        [
            ("lost", gpu => $"gpu.{gpu}.lost = 1\npost = 1 {gpu} 8 79"),
            ("hang", gpu => $"gpu.{gpu}.hang.nvmlDeviceGetPowerUsage = 1"),
        ])
        {
            lease = await LeavesAndReturnsAsync(machine, lease, kind, breaks);
        }

        await StaysAsync(machine, lease, "errors that pass", $"gpu.{GpuMachine.Index(lease.Devices[0])}.ret.nvmlDeviceGetMemoryInfo_v2 = 999 for 1\n");
        await StaysAsync(machine, lease, "the library", "ret.nvmlDeviceGetMemoryInfo_v2 = 9\nret.nvmlInit_v2 = 9\nret.nvmlDeviceGetCount_v2 = 9\n", DeviceHealth.Draining);
        await AssertMetricsAsync(machine);

        await ended.CancelAsync();
        var (completed, failures) = await load;
        Assert.Empty(failures);
        Assert.True(completed > 0);
        output.WriteLine($"{completed} requests completed");
    }

    /// <summary>The GPU of the lease breaks: its replica serves on the other one, and when it is mended both are healthy.</summary>
    private async Task<Lease> LeavesAndReturnsAsync(GpuMachine machine, Lease before, string kind, Func<int, string> breaks)
    {
        var (uuid, began) = (before.Devices[0], DateTimeOffset.UtcNow);
        machine.Change(breaks(GpuMachine.Index(uuid)));
        var after = await machine.LeaseAsync(device => device != uuid);
        var told = await machine.HealthEventAsync(uuid, began);
        Assert.InRange(after.GrantedAt - told.At, TimeSpan.Zero, Limit);
        output.WriteLine($"{kind}: seen after {(told.At - began).TotalSeconds:0.0} s, placed elsewhere after {(after.GrantedAt - began).TotalSeconds:0.0} s: {string.Join("; ", told.Reasons)}");
        var other = (await machine.Silo.StatusAsync()).Hosts.Single().Devices.Single(device => device.Observation.Uuid == after.Devices[0]);
        Assert.Equal(DeviceHealth.Healthy, other.Health);

        machine.Change("");
        await machine.HealthyAsync();
        return after;
    }

    /// <summary>What serves goes on serving on its GPU.</summary>
    private async Task StaysAsync(GpuMachine machine, Lease before, string kind, string breaks, DeviceHealth? seen = null)
    {
        machine.Change(breaks);
        if (seen is { } health)
        {
            await machine.Silo.WaitForAsync(status => status.Hosts.Single().Devices.Count(device => device.Health == health) == 2);
        }

        await machine.Silo.AssertServesAsync(TimeSpan.FromSeconds(30));
        machine.Change("");
        await machine.HealthyAsync();
        Assert.Equal(before.Epoch, (await machine.LeaseAsync(_ => true)).Epoch);
        output.WriteLine($"{kind}: nothing moved");
    }

    private static async Task AssertGrantIsWhatTheServerSeesAsync(GpuMachine machine, Lease lease)
    {
        var backend = (await machine.Silo.StatusAsync()).Replica("digits").Backend!;
        var environment = (await File.ReadAllTextAsync($"/proc/{backend.ProcessId}/environ")).Split('\0');
        Assert.Contains($"CUDA_VISIBLE_DEVICES={lease.Devices[0]}", environment);
        Assert.Contains("CUDA_MPS_ACTIVE_THREAD_PERCENTAGE=25", environment);
        Assert.Contains("CUDA_MPS_PINNED_DEVICE_MEM_LIMIT=0=4096M", environment);
        Assert.Contains(environment, one => one.StartsWith("CUDA_MPS_PIPE_DIRECTORY=", StringComparison.Ordinal));
        Assert.Equal("mps (compute 25 %, memory)", backend.DeviceEnforcement);
    }

    private static async Task AssertMetricsAsync(GpuMachine machine)
    {
        await machine.Silo.WaitForMetricAsync("krewe_energy_joules_total", "digits", 1);
        var text = await machine.Silo.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        foreach (var name in (string[])["DCGM_FI_DEV_GPU_UTIL", "DCGM_FI_DEV_POWER_USAGE", "DCGM_FI_DEV_FB_USED", "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", "DCGM_FI_DEV_XID_ERRORS", "DCGM_FI_DEV_ROW_REMAP_FAILURE"])
        {
            Assert.Contains($"\n{name}{{", text, StringComparison.Ordinal);
            Assert.Contains($"UUID=\"{GpuMachine.Uuid(1)}\"", text, StringComparison.Ordinal);
        }
    }

    private static async Task<(int Completed, List<string> Failures)> UntilAsync(GpuMachine machine, CancellationToken ended)
    {
        var (completed, failures) = (0L, new List<string>());
        while (!ended.IsCancellationRequested)
        {
            // Answers with a cause are answers; a broken connection or a wrong label is a failure.
            var result = await LoadGenerator.RunAsync(machine.Silo.Http, 2, TimeSpan.FromSeconds(1), (status, _) => status is 503 or 504);
            (completed, failures) = (completed + result.Completed, [.. failures, .. result.Failures]);
        }

        return ((int)completed, failures);
    }
}
