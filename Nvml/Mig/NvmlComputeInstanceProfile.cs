namespace Krewe.Nvml;

/// <summary>A kind of compute instance that a GPU instance offers.</summary>
/// <param name="Id">Its id for creation.</param>
/// <param name="Name">Such as MIG 1c.3g.40gb; empty before R510.</param>
/// <param name="Slices">Of the GPU instance's slices.</param>
/// <param name="MaxInstances">How many fit.</param>
/// <param name="Multiprocessors">Streaming multiprocessors.</param>
public readonly record struct NvmlComputeInstanceProfile(uint Id, string Name, uint Slices, uint MaxInstances, uint Multiprocessors);
