using Krewe.History;
using Krewe.Hosts;

namespace Krewe.Silo.History.Recording;

/// <summary>The host in one second.</summary>
internal readonly record struct HostCounts(
    HostState State, double? CpuUtilization, int CpuMillicores, int LeasedCpuMillicores, long MemoryBytes, long LeasedMemoryBytes, int Leases)
{
    public static HostCounts Of(HostView host) => new(
        host.State,
        host.CpuUtilization,
        host.CpuMillicores,
        host.CpuMillicores - host.FreeCpuMillicores,
        host.MemoryBytes,
        host.MemoryBytes - host.UnleasedMemoryBytes,
        host.Leases.Length);

    public HostSample At(long second) => new()
    {
        Second = second,
        State = State,
        CpuUtilization = CpuUtilization,
        CpuMillicores = CpuMillicores,
        LeasedCpuMillicores = LeasedCpuMillicores,
        MemoryBytes = MemoryBytes,
        LeasedMemoryBytes = LeasedMemoryBytes,
        Leases = Leases,
    };
}
