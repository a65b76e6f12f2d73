namespace Krewe.Nvml;

/// <summary>The least and the most that can be set.</summary>
/// <param name="Min">The least.</param>
/// <param name="Max">The most.</param>
public readonly record struct NvmlRange(uint Min, uint Max);
