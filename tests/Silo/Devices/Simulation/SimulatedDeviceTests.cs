using Krewe.Devices;
using Krewe.Silo.Devices.Simulation;
using Krewe.Specs.Devices;

namespace Krewe.Silo.Tests.Devices.Simulation;

public sealed class SimulatedDeviceTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Observe_Idle_DrawsWhatItsKindDrawsIdle()
    {
        var seen = Run(Device(""), 10)[^1]!;

        Assert.Equal((0d, 70d, 28d), (seen.Utilization, seen.PowerWatts, seen.Telemetry!.Temperature));
        Assert.Equal(("h100", 81_559L << 20, 132), (seen.Class, seen.MemoryBytes, seen.Cores));
        Assert.Equal(0, seen.UsedMemoryBytes);
    }

    [Fact]
    public void Observe_UnderLoad_UseMemoryPowerAndHeatFollow()
    {
        var device = Device("foreign_memory: 1GiB");
        var busy = Run(device, 120, load: new SimulatedLoad(10L << 30, 0.5));
        var last = busy[^1]!;

        Assert.Equal((0.5, 385d, 11L << 30), (last.Utilization, last.PowerWatts, last.UsedMemoryBytes));
        Assert.InRange(busy[1]!.Utilization!.Value, 0.2, 0.45);
        Assert.InRange(last.Telemetry!.Temperature!.Value, 50, 53);
        Assert.True(busy[2]!.Telemetry!.Temperature < busy[30]!.Telemetry!.Temperature);
        Assert.InRange(last.Telemetry.EnergyJoules!.Value, 385 * 110, 385 * 120);
        Assert.Equal(1L << 30, last.ForeignMemoryBytes);

        var after = Run(device, 300, from: 120)[^1]!;
        Assert.Equal((0d, 70d), (after.Utilization, after.PowerWatts));
    }

    [Theory]
    [InlineData("kind: lost", DeviceAnswer.Lost)]
    [InlineData("kind: hang", DeviceAnswer.Silent)]
    [InlineData("kind: errors", DeviceAnswer.Failed)]
    [InlineData("kind: library", DeviceAnswer.Unmeasured)]
    public void Observe_ScriptedFault_HoldsForItsTime(string fault, DeviceAnswer expected)
    {
        var seen = Run(Device($"faults: [{{ {fault}, at: 3s, for: 4s }}]"), 12);

        Assert.Equal([.. Enumerable.Repeat(DeviceAnswer.Measured, 3), .. Enumerable.Repeat(expected, 4), .. Enumerable.Repeat(DeviceAnswer.Measured, 5)], seen.Select(one => one!.Answer));
        Assert.Null(seen[4]!.Utilization);
        Assert.Null(seen[4]!.UsedMemoryBytes);
    }

    [Fact]
    public void Observe_Unplugged_IsNotListedAndItsCountersBeginAnew()
    {
        var seen = Run(Device("faults: [{ kind: unplugged, at: 5s, for: 2s }]"), 10);

        Assert.Equal([5, 6], Enumerable.Range(0, 10).Where(second => seen[second] is null));
        Assert.True(seen[7]!.Telemetry!.EnergyJoules < seen[4]!.Telemetry!.EnergyJoules);
    }

    [Fact]
    public void Observe_Xids_AreToldAgainUnderTheirNumbers()
    {
        var seen = Run(Device("faults: [{ kind: xid, at: 2s, xid: 48 }, { kind: lost, at: 4s, for: 1s, xid: 79 }, { kind: xid, device: 1, at: 1s, xid: 13 }]"), 8);

        Assert.Empty(seen[1]!.Faults);
        Assert.Equal(new DeviceFault(1, 48, Start.AddSeconds(2)), Assert.Single(seen[2]!.Faults));
        Assert.Equal([(1L, 48), (2L, 79)], seen[7]!.Faults.Select(fault => (fault.Sequence, fault.Xid)));
    }

    [Theory]
    [InlineData("ecc", "UncorrectedErrors=1")]
    [InlineData("remap_pending", "RemapPending=True")]
    [InlineData("remap_failed", "RemapFailed=True")]
    [InlineData("reset_needed", "RecoveryAction=1")]
    [InlineData("heat", "ClockReasons=65")]
    [InlineData("power_brake", "ClockReasons=129")]
    public void Observe_OtherFaults_ShowInTheTelemetry(string kind, string expected)
    {
        var telemetry = Run(Device($"faults: [{{ kind: {kind}, at: 1s }}]"), 3)[^1]!.Telemetry!;
        var parts = expected.Split('=');

        Assert.Equal(parts[1], typeof(DeviceTelemetry).GetProperty(parts[0])!.GetValue(telemetry)!.ToString());
    }

    [Fact]
    public void Parts_OfADividedCard_HaveTheirShareAndClass()
    {
        var group = DeviceFileReader.Read("simulated: [{ class: h100, mig: [3g.40gb, 1g.10gb+me, odd] }]", "f").File.Simulated[0];
        var parts = SimulatedPart.Of(group, 0, "sim-0", new DeviceClasses([])).ToList();

        Assert.Equal(["mig-3g.40gb", "mig-1g.10gb-me", "mig-odd"], parts.Select(part => part.Class));
        Assert.Equal([40_000_000_000, 10_000_000_000, (81_559L << 20) / 7], parts.Select(part => part.MemoryBytes));
        Assert.Equal([56, 18, 18], parts.Select(part => part.Cores));
        Assert.Equal(3, parts.Select(part => part.Uuid).Distinct().Count());
    }

    private static SimulatedDevice Device(string keys)
    {
        var file = DeviceFileReader.Read($"simulated:\n  - class: h100\n    count: 2\n    {keys}\n", "f");
        Assert.Empty(file.Problems);
        return new SimulatedDevice(SimulatedPart.Of(file.File.Simulated[0], 0, "sim-0", new DeviceClasses([])).Single());
    }

    private static List<DeviceObservation?> Run(SimulatedDevice device, int seconds, int from = 0, SimulatedLoad load = default) =>
        [.. Enumerable.Range(from, seconds).Select(second => device.Observe(Start, TimeSpan.FromSeconds(second), TimeSpan.FromSeconds(second == 0 ? 0 : 1), load))];
}
