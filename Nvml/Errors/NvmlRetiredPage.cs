namespace Krewe.Nvml;

/// <summary>A page of memory that is no longer used. Before Ampere.</summary>
/// <param name="Address">Its address.</param>
/// <param name="TimestampMicroseconds">When, since 1970.</param>
public readonly record struct NvmlRetiredPage(ulong Address, ulong TimestampMicroseconds);
