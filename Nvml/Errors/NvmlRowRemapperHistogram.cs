namespace Krewe.Nvml;

/// <summary>How many memory banks have how many spare rows left. R455.</summary>
/// <param name="Max">All of them.</param>
/// <param name="High">Many.</param>
/// <param name="Partial">Some.</param>
/// <param name="Low">Few.</param>
/// <param name="None">None.</param>
public readonly record struct NvmlRowRemapperHistogram(uint Max, uint High, uint Partial, uint Low, uint None);
