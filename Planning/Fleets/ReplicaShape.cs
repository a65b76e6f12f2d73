using System.Collections.Immutable;
using Krewe.Scheduling.Placement;
using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Planning.Fleets;

/// <summary>What a replica of a model asks a machine for.</summary>
/// <param name="CpuMillicores">Thousandths of a core, at least 0.</param>
/// <param name="MemoryBytes">Bytes, at least 0.</param>
/// <param name="Devices">Devices; null for none.</param>
public sealed record ReplicaShape(long CpuMillicores, long MemoryBytes, DeviceRequirement? Devices)
{
    /// <summary>The class of its model's requests.</summary>
    public DemandClass Class { get; init; } = DemandClass.Standard;

    /// <summary>The share of its model's replicas that may be on spot machines, 0 to 1.</summary>
    public double SpotShare { get; init; }

    /// <summary>By what executions are shorter on a class of device, each above 0; 1 on those that are not in it. <c>cpu</c> stands for a place without devices.</summary>
    public ImmutableDictionary<string, double> Speeds { get; init; } = ImmutableDictionary<string, double>.Empty;
}
