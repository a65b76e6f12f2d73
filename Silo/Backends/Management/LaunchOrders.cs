using Krewe.Backends;
using Krewe.Silo.Backends.Accelerators;
using Krewe.Silo.Backends.Launching;

namespace Krewe.Silo.Backends.Management;

/// <summary>Translates a grant and a spec into what the launcher needs.</summary>
internal static class LaunchOrders
{
    private const double MillicoresPerCore = 1000;

    public static LaunchOrder Of(BackendOrder order) => new()
    {
        Replica = order.Replica.ToString(),
        Epoch = order.Lease.Epoch,
        Command = order.Backend.Command ?? "",
        Arguments = order.Backend.Arguments,
        Environment = order.Backend.Environment,
        WorkingDirectory = order.Backend.WorkingDirectory,
        Accelerators = new AcceleratorGrant(order.Lease.Devices, order.Lease.DeviceComputeThousandths, order.Lease.DeviceMemoryBytes),
        CpuCores = order.Lease.CpuMillicores / MillicoresPerCore,
        MemoryBytes = order.Lease.MemoryBytes,
    };
}
