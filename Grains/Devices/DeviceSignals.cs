using Krewe.Devices;
using Krewe.Scheduling.Health;

namespace Krewe.Grains.Devices;

/// <summary>From what a provider tells of a device to what its health is judged by, and back.</summary>
internal static class DeviceSignals
{
    // NVML's bits of clock event reasons; the others are no fault (docs/devices.md).
    private const long HardwareSlowdown = 0x8;
    private const long SoftwareThermal = 0x20;
    private const long HardwareThermal = 0x40;
    private const long PowerBrake = 0x80;

    public static HealthSignals Of(DeviceObservation seen) => new()
    {
        Answer = (HealthAnswer)seen.Answer,
        Detail = seen.Detail,
        Events = [.. seen.Faults.Select(fault => new HealthEvent(fault.Sequence, fault.Xid, fault.At))],
        UncorrectedErrors = seen.Telemetry?.UncorrectedErrors,
        RemapPending = seen.Telemetry?.RemapPending,
        RemapFailed = seen.Telemetry?.RemapFailed,
        Recovery = seen.Telemetry?.RecoveryAction is >= 0 and <= (int)RecoveryAction.DrainAndReset and var action ? (RecoveryAction)action : null,
        Slowdown = seen.Telemetry?.ClockReasons is { } mask ? Slowdown(mask) : null,
        EnergyJoules = seen.Telemetry?.EnergyJoules,
    };

    public static DeviceHealth Health(HealthCondition condition) => (DeviceHealth)condition;

    /// <summary>The general hardware bit comes with the particular ones; it counts where it comes alone.</summary>
    private static SlowdownReasons Slowdown(long mask)
    {
        var reasons = ((mask & SoftwareThermal) != 0 ? SlowdownReasons.SoftwareThermal : 0)
            | ((mask & HardwareThermal) != 0 ? SlowdownReasons.HardwareThermal : 0)
            | ((mask & PowerBrake) != 0 ? SlowdownReasons.PowerBrake : 0);
        var particular = (reasons & (SlowdownReasons.HardwareThermal | SlowdownReasons.PowerBrake)) != 0;
        return (mask & HardwareSlowdown) != 0 && !particular ? reasons | SlowdownReasons.Hardware : reasons;
    }
}
