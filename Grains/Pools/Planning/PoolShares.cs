using Krewe.Devices;
using Krewe.Hosts;
using Krewe.Specs;

namespace Krewe.Grains.Pools.Planning;

/// <summary>
/// A pool's hosts as one sum of places: what a replica takes is its dominant share, the largest of its shares of cores, memory and
/// accelerators (Ghodsi et al. 2011). So models of different demands can be told who gains more by what they take. That hosts are
/// several, and what is free may lie apart, is not in it: placement has the last word.
/// </summary>
internal sealed class PoolShares(IReadOnlyCollection<HostView> hosts)
{
    /// <summary>The kind of models that need no accelerator.</summary>
    private const string CpuOnly = "cpu";

    // The whole pool has so many places: fine enough for shares, and few enough to divide exactly.
    private const double Places = 2_000;
    private readonly List<HostView> _hosts = [.. hosts.Where(host => host.State == HostState.Active)];

    /// <summary>Models of one kind share places: those that need no accelerator, and those that need one of the same classes.</summary>
    public static string KindOf(ResourceSpec resources) =>
        resources.Devices.Count == 0 ? CpuOnly
        : resources.Devices.Classes.IsDefaultOrEmpty ? "any"
        : string.Join('|', resources.Devices.Classes.Order(StringComparer.Ordinal));

    /// <summary>Places that nobody holds, for models of the kind of these resources.</summary>
    public int FreeOf(ResourceSpec resources)
    {
        var free = Math.Min(
            Share(_hosts.Sum(host => (double)Math.Max(0, host.FreeCpuMillicores)), Cpu),
            Share(_hosts.Sum(host => (double)Math.Max(0, host.UnleasedMemoryBytes)), Memory));
        if (resources.Devices.Count > 0)
        {
            var devices = DevicesOf(resources);
            free = Math.Min(free, Share(devices.Sum(device => (double)device.FreeComputeThousandths), 1_000.0 * devices.Count));
            free = resources.Devices.MemoryBytes == 0
                ? free
                : Math.Min(free, Share(devices.Sum(device => (double)device.FreeMemoryBytes), devices.Sum(device => (double)device.Observation.MemoryBytes)));
        }

        return (int)(Places * free);
    }

    /// <summary>The places that a replica takes, at least 1.</summary>
    public int SizeOf(ResourceSpec resources)
    {
        var share = Math.Max(Share(resources.CpuMillicores, Cpu), Share(resources.MemoryBytes, Memory));
        if (resources.Devices.Count > 0)
        {
            var devices = DevicesOf(resources);
            share = Math.Max(share, Share((double)resources.Devices.Count * resources.Devices.ComputeThousandths, 1_000.0 * devices.Count));
            share = Math.Max(share, Share((double)resources.Devices.Count * resources.Devices.MemoryBytes, devices.Sum(device => (double)device.Observation.MemoryBytes)));
        }

        // Rounded down to the nearest place, but for rounding errors: as many replicas as fit must fit here.
        return (int)Math.Clamp(Math.Floor((Places * share) + 1e-6), 1, Places);
    }

    private double Cpu => _hosts.Sum(host => (double)host.CpuMillicores);

    private double Memory => _hosts.Sum(host => (double)host.MemoryBytes);

    private List<DeviceView> DevicesOf(ResourceSpec resources) =>
    [
        .. _hosts.SelectMany(host => host.Devices).Where(device =>
            device.Observation.Accelerator && device.State == DeviceState.Active && device.Health is DeviceHealth.Healthy or DeviceHealth.Degraded
            && (resources.Devices.Classes.IsDefaultOrEmpty || resources.Devices.Classes.Contains(device.Observation.Class))),
    ];

    private static double Share(double part, double whole) => whole > 0 ? part / whole : part > 0 ? 1 : 0;
}
