using Krewe.Devices;
using Krewe.Hosts;
using Krewe.Naming;

namespace Krewe.Silo.Metrics.Devices;

/// <summary>
/// Whose work a device's energy was: each second, what it drew is shared out over the leases on it by their compute. What nobody leases is under empty names.
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
            foreach (var device in host.Devices.Where(device => device.Observation is { Answer: DeviceAnswer.Measured, Accelerator: true }))
            {
                if (Drawn(device.Observation, now) is > 0 and var joules)
                {
                    Share(joules, host.Leases.Where(lease => lease.Devices.Contains(device.Observation.Uuid)));
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
