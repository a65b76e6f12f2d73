namespace Krewe.Nvml;

/// <summary>A process on a device.</summary>
/// <param name="Kind">What it does there.</param>
/// <param name="Process">Its number, memory and MIG instances.</param>
public readonly record struct GpuProcess(NvmlProcessKind Kind, NvmlProcess Process);
