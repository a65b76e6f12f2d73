namespace Krewe.Nvml;

/// <summary>Memory of a device in bytes. Total is the sum of the others.</summary>
/// <param name="Total">All of it.</param>
/// <param name="Reserved">For driver and firmware; 0 where an old driver counts it as used.</param>
/// <param name="Free">Not allocated.</param>
/// <param name="Used">Allocated.</param>
public readonly record struct NvmlMemory(ulong Total, ulong Reserved, ulong Free, ulong Used);
