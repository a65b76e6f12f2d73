namespace Krewe.Scheduling.Placement.Packing;

/// <summary>Devices that differ in nothing but what is free on them.</summary>
internal readonly record struct DeviceType(string DeviceClass, int Compute, long Memory, bool Healthy);
