namespace Krewe.Nvml;

/// <summary>What a compute instance is.</summary>
/// <param name="Id">Given by the driver.</param>
/// <param name="ProfileId">Its kind.</param>
/// <param name="Placement">Where it lies.</param>
public readonly record struct NvmlComputeInstanceInfo(uint Id, uint ProfileId, NvmlPlacement Placement);
