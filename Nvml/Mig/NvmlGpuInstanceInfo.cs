namespace Krewe.Nvml;

/// <summary>What a GPU instance is.</summary>
/// <param name="Id">Given by the driver; used again at once after a destruction.</param>
/// <param name="ProfileId">Its kind.</param>
/// <param name="Placement">Where it lies.</param>
public readonly record struct NvmlGpuInstanceInfo(uint Id, uint ProfileId, NvmlPlacement Placement);
