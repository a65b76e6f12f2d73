namespace Krewe.Nvml;

/// <summary>A figure between two samples.</summary>
/// <param name="Id">Which.</param>
/// <param name="Code">Whether there is one.</param>
/// <param name="Value">Percent of 0 to 100, or MiB/s for what counts bytes; NaN is none.</param>
public readonly record struct NvmlGpmMetric(NvmlGpmMetricId Id, NvmlReturn Code, double Value);
