namespace Krewe.Nvml;

/// <summary>Shares of the last sample window, which is 1/6 s to 1 s long.</summary>
/// <param name="Gpu">Percent of the time in which any kernel ran.</param>
/// <param name="Memory">Percent of the time in which memory was read or written.</param>
public readonly record struct NvmlUtilization(uint Gpu, uint Memory);
