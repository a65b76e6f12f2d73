namespace Krewe.Nvml;

/// <summary>A mode that changes with the next reset or start.</summary>
/// <param name="Current">Whether it is on.</param>
/// <param name="Pending">Whether it will be on.</param>
public readonly record struct NvmlModeState(bool Current, bool Pending);
