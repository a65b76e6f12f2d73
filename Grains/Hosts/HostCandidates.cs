using Krewe.Devices;
using Krewe.Hosts;
using Krewe.Scheduling.Placement;

namespace Krewe.Grains.Hosts;

/// <summary>From what a host tells to what the placement code asks for.</summary>
internal static class HostCandidates
{
    public static HostCandidate From(HostView host) => new()
    {
        Name = host.Host,
        Region = host.Region,
        Zone = host.Zone,
        Availability = host.State switch
        {
            HostState.Active => HostAvailability.Active,
            HostState.Cordoned => HostAvailability.Cordoned,
            HostState.Lost => HostAvailability.Lost,
            _ => HostAvailability.Draining,
        },
        CpuTotalMillicores = host.CpuMillicores,
        CpuFreeMillicores = host.FreeCpuMillicores,
        MemoryTotalBytes = host.MemoryBytes,
        MemoryFreeBytes = host.UnleasedMemoryBytes,
        Devices = [.. host.Devices.Where(device => device.Observation.Accelerator).Select(From)],
    };

    public static ResourceClaim Claim(Lease lease) => new()
    {
        CpuMillicores = lease.CpuMillicores,
        MemoryBytes = lease.MemoryBytes,
        DeviceIds = lease.Devices,
        DeviceMemoryBytes = lease.DeviceMemoryBytes,
        DeviceComputeThousandths = lease.DeviceComputeThousandths,
    };

    public static ResourceClaim Claim(LeaseRequest request) => new()
    {
        CpuMillicores = request.CpuMillicores,
        MemoryBytes = request.MemoryBytes,
        DeviceIds = request.Devices,
        DeviceMemoryBytes = request.DeviceMemoryBytes,
        DeviceComputeThousandths = request.DeviceComputeThousandths,
    };

    private static DeviceCandidate From(DeviceView device) => new()
    {
        Id = device.Observation.Uuid,
        DeviceClass = device.Observation.Class,
        MemoryTotalBytes = device.Observation.MemoryBytes,
        // Strangers may hold what is leased: nothing is free then, and nothing less.
        MemoryFreeBytes = Math.Max(0, device.FreeMemoryBytes),
        ComputeFreeThousandths = device.FreeComputeThousandths,
        Condition = device.Health switch
        {
            DeviceHealth.Healthy or DeviceHealth.Degraded or DeviceHealth.Returned when device.State == DeviceState.Cordoned => DeviceCondition.Draining,
            DeviceHealth.Healthy => DeviceCondition.Healthy,
            DeviceHealth.Degraded => DeviceCondition.Degraded,
            DeviceHealth.Draining => DeviceCondition.Draining,
            DeviceHealth.Returned => DeviceCondition.Returned,
            _ => DeviceCondition.Lost,
        },
    };
}
