using System.Collections.Immutable;

namespace Krewe.Scheduling.Placement;

/// <summary>The arithmetic of a host's ledger; nothing of a host is ever granted twice. All or nothing, also over several devices.</summary>
public static class LedgerMath
{
    /// <summary>Checks whether a lease of these resources can be granted now.</summary>
    /// <param name="host">The host with what is free.</param>
    /// <param name="claim">The resources.</param>
    /// <returns>All reasons why not, at once; empty when it can be granted.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An amount of the claim is negative.</exception>
    public static ImmutableArray<LedgerObstacle> Check(HostCandidate host, ResourceClaim claim)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(claim);
        claim.ThrowIfInvalid();
        var found = ImmutableArray.CreateBuilder<LedgerObstacle>();
        if (host.Availability != HostAvailability.Active)
        {
            var text = $"availability: host {host.Name} is {host.Availability.ToString().ToLowerInvariant()}, not active";
            found.Add(new LedgerObstacle(PlacementConstraint.Availability, null, text));
        }

        if (claim.CpuMillicores > host.CpuFreeMillicores)
        {
            var text = $"cpu: needs {ResourceText.Cores(claim.CpuMillicores, up: true)}, {ResourceText.Cores(host.CpuFreeMillicores, up: false)} free";
            found.Add(new LedgerObstacle(PlacementConstraint.Cpu, null, text));
        }

        if (claim.MemoryBytes > host.MemoryFreeBytes)
        {
            var text = $"memory: needs {ResourceText.Bytes(claim.MemoryBytes, up: true)}, {ResourceText.Bytes(host.MemoryFreeBytes, up: false)} free";
            found.Add(new LedgerObstacle(PlacementConstraint.Memory, null, text));
        }

        for (var at = 0; at < claim.DeviceIds.Length; at++)
        {
            CheckDevice(host, claim, at, found);
        }

        return found.ToImmutable();
    }

    /// <summary>The host after the claim was granted.</summary>
    /// <param name="host">The host.</param>
    /// <param name="claim">A claim that <see cref="Check"/> finds nothing against.</param>
    /// <returns>The host with less free.</returns>
    /// <exception cref="InvalidOperationException">The claim cannot be granted.</exception>
    public static HostCandidate Take(HostCandidate host, ResourceClaim claim)
    {
        var obstacles = Check(host, claim);
        if (!obstacles.IsEmpty)
        {
            throw new InvalidOperationException($"Host {host.Name} cannot grant the claim: {string.Join("; ", obstacles.Select(obstacle => obstacle.Text))}");
        }

        return Move(host, claim, -1);
    }

    /// <summary>The host after a claim was given back; its availability and the health of its devices do not matter.</summary>
    /// <param name="host">The host.</param>
    /// <param name="claim">A claim that the host has granted.</param>
    /// <returns>The host with more free; a device that is no longer there is passed over.</returns>
    /// <exception cref="InvalidOperationException">More would be free than the host has: the claim was not granted here, or given back twice.</exception>
    public static HostCandidate GiveBack(HostCandidate host, ResourceClaim claim)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(claim);
        claim.ThrowIfInvalid();
        var after = Move(host, claim, 1);
        var overfull = after.CpuFreeMillicores > after.CpuTotalMillicores
            || after.MemoryFreeBytes > after.MemoryTotalBytes
            || after.Devices.Any(device => claim.DeviceIds.Contains(device.Id)
                && (device.MemoryFreeBytes > device.MemoryTotalBytes || device.ComputeFreeThousandths > device.ComputeTotalThousandths));
        return overfull
            ? throw new InvalidOperationException($"Host {host.Name} would have more free than it has: the claim was not granted here, or was given back before.")
            : after;
    }

    private static void CheckDevice(HostCandidate host, ResourceClaim claim, int at, ImmutableArray<LedgerObstacle>.Builder found)
    {
        var id = claim.DeviceIds[at];
        void Add(PlacementConstraint constraint, string text) => found.Add(new LedgerObstacle(constraint, id, text));
        if (claim.DeviceIds.IndexOf(id) < at)
        {
            Add(PlacementConstraint.DeviceRepeated, $"devices: device {id} is named twice");
            return;
        }

        var device = host.Devices.FirstOrDefault(candidate => candidate.Id == id);
        if (device is null)
        {
            Add(PlacementConstraint.DeviceUnknown, $"devices: host {host.Name} has no device {id}");
            return;
        }

        if (device.Condition != DeviceCondition.Healthy)
        {
            Add(PlacementConstraint.DeviceCondition, $"device health: device {id} is {device.Condition.ToString().ToLowerInvariant()}, not healthy");
        }

        if (claim.DeviceMemoryBytes > device.MemoryFreeBytes)
        {
            var text = $"device memory: needs {ResourceText.Bytes(claim.DeviceMemoryBytes, up: true)}, {ResourceText.Bytes(device.MemoryFreeBytes, up: false)} free on device {id}";
            Add(PlacementConstraint.DeviceMemory, text);
        }

        if (claim.DeviceComputeThousandths > device.ComputeFreeThousandths)
        {
            var text = $"device compute: needs {ResourceText.Compute(claim.DeviceComputeThousandths)}, {ResourceText.Compute(device.ComputeFreeThousandths)} free on device {id}";
            Add(PlacementConstraint.DeviceCompute, text);
        }
    }

    private static HostCandidate Move(HostCandidate host, ResourceClaim claim, int sign) => host with
    {
        CpuFreeMillicores = checked(host.CpuFreeMillicores + (sign * claim.CpuMillicores)),
        MemoryFreeBytes = checked(host.MemoryFreeBytes + (sign * claim.MemoryBytes)),
        Devices = claim.DeviceIds.IsEmpty
            ? host.Devices
            : [.. host.Devices.Select(device => claim.DeviceIds.Contains(device.Id) ? Move(device, claim, sign) : device)],
    };

    private static DeviceCandidate Move(DeviceCandidate device, ResourceClaim claim, int sign) => device with
    {
        MemoryFreeBytes = checked(device.MemoryFreeBytes + (sign * claim.DeviceMemoryBytes)),
        ComputeFreeThousandths = checked(device.ComputeFreeThousandths + (sign * claim.DeviceComputeThousandths)),
    };
}
