namespace Krewe.Nvml;

/// <summary>Something that happened on a device. The library gives no time with it.</summary>
/// <param name="Device">Where.</param>
/// <param name="Type">What.</param>
/// <param name="Data">The XID number of <see cref="NvmlEventTypes.XidCriticalError"/> (999 unknown); else 0.</param>
/// <param name="GpuInstance">Of a MIG device.</param>
/// <param name="ComputeInstance">Of a MIG device.</param>
public readonly record struct NvmlEvent(NvmlDevice Device, NvmlEventTypes Type, ulong Data, uint? GpuInstance, uint? ComputeInstance);
