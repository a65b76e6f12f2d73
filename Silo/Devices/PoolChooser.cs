using System.Collections.Concurrent;
using System.Collections.Immutable;
using Krewe.Devices;
using Krewe.Silo.Configuration;

namespace Krewe.Silo.Devices;

/// <summary>
/// Which pool each device belongs to: that of the first rule which the silo's region and labels and the device's class meet, else that of the settings. The machine
/// itself, with its cores, belongs where all of its devices do, else to the pool of the first rule that is not about classes, else to that of the settings. Chosen once
/// for each device and for the machine: a device that is lost for a while must not move what runs there to another pool.
/// </summary>
internal sealed class PoolChooser(SiloSettings settings)
{
    private readonly ConcurrentDictionary<string, string> _devices = new(StringComparer.Ordinal);
    private string? _pool;

    /// <summary>The machine's pool; that of the settings before one was chosen.</summary>
    public string Pool => Volatile.Read(ref _pool) ?? settings.Pool;

    /// <summary>The pools that the machine serves, its own first.</summary>
    public ImmutableArray<string> Pools => [.. _devices.Values.Order(StringComparer.Ordinal).Prepend(Pool).Distinct()];

    /// <summary>The devices with their pools. One caller at a time.</summary>
    public ImmutableArray<DeviceObservation> Assign(IEnumerable<DeviceObservation> devices)
    {
        ImmutableArray<DeviceObservation> assigned =
        [
            .. devices.Select(device => device.Accelerator ? device with { Pool = _devices.GetOrAdd(device.Uuid, static (_, one) => one.Chooser.PoolOf([one.Class]), (Chooser: this, device.Class)) } : device),
        ];
        _pool ??= assigned.Where(device => device.Accelerator).Select(device => device.Pool!).Distinct().ToList() is [var only] ? only : PoolOf([]);
        return assigned;
    }

    private string PoolOf(IReadOnlyList<string> classes) =>
        settings.Devices.Pools.FirstOrDefault(rule => rule.Matches(settings.Region, settings.Labels, classes))?.Pool ?? settings.Pool;
}
