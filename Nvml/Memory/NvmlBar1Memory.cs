namespace Krewe.Nvml;

/// <summary>The window of device memory that is mapped for the processor and peers, in bytes.</summary>
/// <param name="Total">All of it.</param>
/// <param name="Free">Not mapped.</param>
/// <param name="Used">Mapped.</param>
public readonly record struct NvmlBar1Memory(ulong Total, ulong Free, ulong Used);
