using Krewe.Scheduling.Health;

namespace Krewe.Grains.Devices;

/// <summary>From what is remembered of a device to what is stored of it, and back.</summary>
internal static class DeviceFaults
{
    /// <summary>What a new activation remembers. After a restart of the machine, nothing: its devices were reset with it.</summary>
    public static HealthRecord Restore(DeviceFaultsState stored, string? boot) => stored.Faults.IsEmpty || (boot is not null && stored.Boot is not null && boot != stored.Boot)
        ? HealthRecord.Initial
        : HealthRecord.Initial with
        {
            Faults = [.. stored.Faults.Select(fault => new HealthFault(fault.Xid, XidCatalog.EffectOf(fault.Xid), fault.At))],
            EnergyJoules = stored.EnergyJoules,
            Recovery = (RecoveryAction)stored.Recovery,
        };

    /// <summary>What is to be stored: the same object while the faults and what would end them are the same. The energy counter alone is not worth a write.</summary>
    public static DeviceFaultsState Store(DeviceFaultsState stored, HealthRecord health, string? boot) =>
        stored.Faults.Select(fault => (fault.Xid, fault.At)).SequenceEqual(health.Faults.Select(fault => (fault.Xid, fault.At)))
        && (health.Faults.IsEmpty || (stored.Recovery == (int)health.Recovery && stored.Boot == boot))
            ? stored
            : new DeviceFaultsState
            {
                Faults = [.. health.Faults.Select(fault => new StoredFault(fault.Xid, fault.At))],
                EnergyJoules = health.EnergyJoules,
                Recovery = (int)health.Recovery,
                Boot = boot,
            };
}
