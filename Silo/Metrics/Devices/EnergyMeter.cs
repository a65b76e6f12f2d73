using Krewe.Devices;
using Krewe.Hosts;
using Krewe.Naming;

namespace Krewe.Silo.Metrics.Devices;

/// <summary>
/// Whose work a device's energy was: each second, what it drew is shared out over the leases on it by their compute, on a GPU divided by MIG first over its
/// instances by their memory. What nobody leases is under empty names.
/// Written by the silo's poller, read by whoever collects metrics.
/// </summary>
internal sealed class EnergyMeter
{
    private const int WholeThousandths = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Tenant, string Model), double> _joules = [];
    private readonly Dictionary<string, (DateTimeOffset At, double? Joules)> _before = new(StringComparer.Ordinal);

    /// <summary>Joules since the start of the silo.</summary>
    public (string Tenant, string Model, double Joules)[] Current
    {
        get
        {
            lock (_lock)
            {
                return [.. _joules.Select(pair => (pair.Key.Tenant, pair.Key.Model, pair.Value))];
            }
        }
    }

    /// <summary>One look at the silo's own machine.</summary>
    public void Add(HostView host, DateTimeOffset now)
    {
        lock (_lock)
        {
            foreach (var device in host.Devices.Select(device => device.Observation).Where(device => device.Answer == DeviceAnswer.Measured))
            {
                var parts = device.Accelerator ? [device] : PartsOf(device, host);
                if (parts.Count > 0 && Drawn(device, now) is > 0 and var joules)
                {
                    Share(joules, device, parts, host);
                }
            }
        }
    }

    /// <summary>By its own counter; without one, or when that began anew, by its power.</summary>
    private double? Drawn(DeviceObservation seen, DateTimeOffset now)
    {
        var joules = seen.Telemetry?.EnergyJoules;
        var known = _before.TryGetValue(seen.Uuid, out var before);
        _before[seen.Uuid] = (now, joules);
        return !known ? null
            : joules >= before.Joules ? joules - before.Joules
            : seen.PowerWatts * (now - before.At).TotalSeconds;
    }

    /// <summary>The instances of a GPU that is divided: only the whole tells its energy.</summary>
    private static List<DeviceObservation> PartsOf(DeviceObservation whole, HostView host) =>
        [.. host.Devices.Select(device => device.Observation).Where(device => device.Accelerator && device.Telemetry?.Parent == whole.Uuid)];

    /// <summary>An instance's share is its share of the memory; what is not cut into instances is nobody's.</summary>
    private void Share(double joules, DeviceObservation whole, List<DeviceObservation> parts, HostView host)
    {
        var memory = Math.Max(whole.MemoryBytes, parts.Sum(part => part.MemoryBytes));
        var left = joules;
        foreach (var part in parts)
        {
            var its = memory > 0 ? joules * part.MemoryBytes / memory : joules / parts.Count;
            left -= its;
            Share(its, host.Leases.Where(lease => lease.Devices.Contains(part.Uuid)));
        }

        Count(null, Math.Max(0, left));
    }

    private void Share(double joules, IEnumerable<Lease> leases)
    {
        var left = WholeThousandths;
        foreach (var lease in leases)
        {
            left -= lease.DeviceComputeThousandths;
            Count(lease.Replica.Model, joules * lease.DeviceComputeThousandths / WholeThousandths);
        }

        Count(null, joules * Math.Max(0, left) / WholeThousandths);
    }

    private void Count(ModelKey? model, double joules)
    {
        var key = (model?.Tenant ?? "", model?.Model ?? "");
        _joules[key] = _joules.GetValueOrDefault(key) + joules;
    }
}
