using System.Collections.Immutable;
using Krewe.Scheduling.Placement;

namespace Krewe.Planning.Fleets;

/// <summary>How fast each model is on each class of device.</summary>
internal sealed class DeviceSpeeds
{
    /// <summary>What a place without devices is called, as in the profiles of a cluster.</summary>
    private const string Cpu = "cpu";
    private readonly ImmutableArray<ReplicaShape> _shapes;
    private readonly Dictionary<(string Host, string Device), string> _classes;

    public DeviceSpeeds(DescribedFleet fleet, ImmutableArray<ReplicaShape> shapes)
    {
        _shapes = shapes;
        _classes = shapes.Any(shape => !shape.Speeds.IsEmpty)
            ? fleet.Hosts.SelectMany(host => host.Devices, (host, device) => (host, device)).ToDictionary(one => (one.host.Name, one.device.Id), one => one.device.DeviceClass)
            : [];
    }

    /// <summary>How fast a replica is there: as fast as the slowest of its devices.</summary>
    public double Of(int model, ReplicaAllocation allocation)
    {
        var speeds = _shapes[model].Speeds;
        return speeds.IsEmpty ? 1
            : allocation.Claim.DeviceIds.IsDefaultOrEmpty ? speeds.GetValueOrDefault(Cpu, 1)
            : allocation.Claim.DeviceIds.Min(device => speeds.GetValueOrDefault(_classes[(allocation.Host, device)], 1));
    }
}
