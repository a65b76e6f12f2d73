namespace Krewe.Nvml;

/// <summary>Where an instance lies in the memory slices of a GPU (or in the compute slices of a GPU instance).</summary>
/// <param name="Start">The first slice.</param>
/// <param name="Size">How many.</param>
public readonly record struct NvmlPlacement(uint Start, uint Size);
