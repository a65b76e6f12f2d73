namespace Krewe.Nvml;

/// <summary>A device was bound to the driver, or taken from it.</summary>
/// <param name="Type">What.</param>
/// <param name="GpuId">The driver's number for the device.</param>
public readonly record struct NvmlSystemEvent(NvmlSystemEventTypes Type, uint GpuId);
