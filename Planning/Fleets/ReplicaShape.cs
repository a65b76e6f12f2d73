using Krewe.Scheduling.Placement;

namespace Krewe.Planning.Fleets;

/// <summary>What a replica of a model asks a machine for.</summary>
/// <param name="CpuMillicores">Thousandths of a core, at least 0.</param>
/// <param name="MemoryBytes">Bytes, at least 0.</param>
/// <param name="Devices">Devices; null for none.</param>
public sealed record ReplicaShape(long CpuMillicores, long MemoryBytes, DeviceRequirement? Devices);
