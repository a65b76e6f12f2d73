using System.Collections.Immutable;

namespace Krewe.Scheduling.Placement;

/// <summary>Checks every constraint of a request on one host; it never stops at the first.</summary>
internal static class HostFitter
{
    public static HostFit Check(HostCandidate host, PlacementRequest request)
    {
        ImmutableArray<Violation>.Builder? violations = null;
        void Require(bool met, PlacementConstraint constraint, long available = 0)
        {
            if (!met)
            {
                (violations ??= ImmutableArray.CreateBuilder<Violation>()).Add(new Violation(constraint, available));
            }
        }

        Require(host.Availability == HostAvailability.Active, PlacementConstraint.Availability);
        Require(Allows(request.AllowedRegions, host.Region), PlacementConstraint.Region);
        Require(Allows(request.AllowedZones, host.Zone), PlacementConstraint.Zone);
        Require(Allows(request.AllowedHosts, host.Name), PlacementConstraint.Host);
        Require(request.Spread != SpreadRule.Require || !request.PeerHosts.Contains(host.Name), PlacementConstraint.Spread);
        Require(request.CpuMillicores <= host.CpuFreeMillicores, PlacementConstraint.Cpu, host.CpuFreeMillicores);
        Require(request.MemoryBytes <= host.MemoryFreeBytes, PlacementConstraint.Memory, host.MemoryFreeBytes);
        ImmutableArray<DeviceCandidate> devices = [];
        if (request.Devices is { } need)
        {
            var matching = host.Devices.Where(need.Accepts).ToList();
            CheckDevices(need, matching, Require);
            devices = violations is null ? Choose(need, matching) : [];
        }

        return new HostFit(host, violations?.ToImmutable() ?? [], devices);
    }

    public static bool Meets(DeviceRequirement need, DeviceCandidate device) =>
        device.Condition == DeviceCondition.Healthy
        && device.MemoryFreeBytes >= need.MemoryBytes
        && device.ComputeFreeThousandths >= need.ComputeThousandths;

    private static bool Allows(ImmutableArray<string> allowed, string name) => allowed.IsEmpty || allowed.Contains(name);

    private static void CheckDevices(DeviceRequirement need, List<DeviceCandidate> matching, Action<bool, PlacementConstraint, long> require)
    {
        // Without enough devices at all, to count those short of memory as well would only be noise.
        if (matching.Count < need.Count)
        {
            require(false, PlacementConstraint.DeviceClass, matching.Count);
            return;
        }

        var healthy = matching.Count(device => device.Condition == DeviceCondition.Healthy);
        var memory = matching.Select(device => device.MemoryFreeBytes).OrderDescending().ElementAt(need.Count - 1);
        var compute = matching.Select(device => device.ComputeFreeThousandths).OrderDescending().ElementAt(need.Count - 1);
        var together = matching.Count(device => Meets(need, device));
        var each = healthy >= need.Count && memory >= need.MemoryBytes && compute >= need.ComputeThousandths;
        require(healthy >= need.Count, PlacementConstraint.DeviceCondition, healthy);
        require(memory >= need.MemoryBytes, PlacementConstraint.DeviceMemory, memory);
        require(compute >= need.ComputeThousandths, PlacementConstraint.DeviceCompute, compute);
        require(!each || together >= need.Count, PlacementConstraint.DeviceCombination, together);
    }

    /// <summary>Best fit among devices: those with the least left over, so that empty ones stay whole.</summary>
    private static ImmutableArray<DeviceCandidate> Choose(DeviceRequirement need, List<DeviceCandidate> matching) =>
        [.. matching
            .Where(device => Meets(need, device))
            .OrderBy(device => Share(device.MemoryFreeBytes, device.MemoryTotalBytes) + Share(device.ComputeFreeThousandths, device.ComputeTotalThousandths))
            .ThenBy(device => device.Id, StringComparer.Ordinal)
            .Take(need.Count)
            .OrderBy(device => device.Id, StringComparer.Ordinal)];

    private static double Share(long free, long total) => total <= 0 ? 0 : (double)free / total;
}
