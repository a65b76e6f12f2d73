using Krewe.Devices;
using Krewe.Silo.Configuration;

namespace Krewe.Silo.Devices;

/// <summary>
/// Which pool the machine belongs to: that of the first rule which its region, labels and devices meet, else that of its settings. Chosen once:
/// a device that is lost for a while must not move its host to another pool, with everything that runs there.
/// </summary>
internal sealed class PoolChooser(SiloSettings settings)
{
    private string? _pool;

    /// <summary>The pool; that of the settings before one was chosen.</summary>
    public string Pool => Volatile.Read(ref _pool) ?? settings.Pool;

    public string Choose(IEnumerable<DeviceObservation> devices) => _pool ??= settings.Devices.Pools
        .FirstOrDefault(rule => rule.Matches(settings.Region, settings.Labels, devices.Where(device => device.Accelerator).Select(device => device.Class)))?.Pool
        ?? settings.Pool;
}
