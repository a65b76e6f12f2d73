namespace Krewe.Nvml;

/// <summary>How busy a video engine was.</summary>
/// <param name="Percent">0 to 100.</param>
/// <param name="PeriodMicroseconds">The length of the sample window.</param>
public readonly record struct NvmlEngineUtilization(uint Percent, uint PeriodMicroseconds);
