namespace Krewe.Scheduling.Regions;

/// <summary>What is free of the accelerators of one class.</summary>
/// <param name="ComputeThousandths">Compute, in thousandths of a device, summed.</param>
/// <param name="MemoryBytes">Memory in bytes, summed.</param>
public readonly record struct DeviceRoom(long ComputeThousandths, long MemoryBytes);
