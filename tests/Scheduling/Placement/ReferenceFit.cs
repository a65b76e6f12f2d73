using Krewe.Scheduling.Placement;

namespace Krewe.Scheduling.Tests.Placement;

/// <summary>The constraints of placement once more, each written for itself, sets of devices by trying all.</summary>
internal static class ReferenceFit
{
    public static SortedSet<PlacementConstraint> Violated(HostCandidate host, PlacementRequest request)
    {
        var violated = new SortedSet<PlacementConstraint>();
        void Check(PlacementConstraint constraint, bool bad)
        {
            if (bad)
            {
                violated.Add(constraint);
            }
        }

        Check(PlacementConstraint.Availability, host.Availability != HostAvailability.Active);
        Check(PlacementConstraint.Region, request.AllowedRegions.Length > 0 && request.AllowedRegions.All(name => name != host.Region));
        Check(PlacementConstraint.Zone, request.AllowedZones.Length > 0 && request.AllowedZones.All(name => name != host.Zone));
        Check(PlacementConstraint.Host, request.AllowedHosts.Length > 0 && request.AllowedHosts.All(name => name != host.Name));
        Check(PlacementConstraint.Spread, request.Spread == SpreadRule.Require && request.PeerHosts.Any(name => name == host.Name));
        Check(PlacementConstraint.Cpu, host.CpuFreeMillicores - request.CpuMillicores < 0);
        Check(PlacementConstraint.Memory, host.MemoryFreeBytes - request.MemoryBytes < 0);
        if (request.Devices is not { } need)
        {
            return violated;
        }

        bool OfClass(DeviceCandidate device) => need.Classes.Length == 0 || need.Classes.Any(name => name == device.DeviceClass);
        bool Some(Func<DeviceCandidate, bool> good) => Subsets(host.Devices).Any(set => set.Count == need.Count && set.All(OfClass) && set.All(good));
        if (!Some(_ => true))
        {
            violated.Add(PlacementConstraint.DeviceClass);
            return violated;
        }

        Func<DeviceCandidate, bool> healthy = device => device.Condition == DeviceCondition.Healthy;
        Func<DeviceCandidate, bool> memory = device => device.MemoryFreeBytes >= need.MemoryBytes;
        Func<DeviceCandidate, bool> compute = device => device.ComputeFreeThousandths >= need.ComputeThousandths;
        Check(PlacementConstraint.DeviceCondition, !Some(healthy));
        Check(PlacementConstraint.DeviceMemory, !Some(memory));
        Check(PlacementConstraint.DeviceCompute, !Some(compute));
        var each = Some(healthy) && Some(memory) && Some(compute);
        Check(PlacementConstraint.DeviceCombination, each && !Some(device => healthy(device) && memory(device) && compute(device)));
        return violated;
    }

    private static IEnumerable<List<DeviceCandidate>> Subsets(IReadOnlyList<DeviceCandidate> devices) =>
        Enumerable.Range(0, 1 << devices.Count).Select(mask => devices.Where((_, at) => (mask >> at & 1) == 1).ToList());
}
