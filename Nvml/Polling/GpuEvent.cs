namespace Krewe.Nvml;

/// <summary>Something that happened on a device, or to it.</summary>
/// <param name="At">When it was told.</param>
/// <param name="Uuid">On which device; empty when the library does not know any more.</param>
/// <param name="Kind">What.</param>
/// <param name="Types">What the library called it; None for what the poller found itself.</param>
/// <param name="Xid">The number of an XID error; else 0.</param>
/// <param name="GpuInstance">Of a MIG device.</param>
/// <param name="ComputeInstance">Of a MIG device.</param>
public readonly record struct GpuEvent(
    DateTimeOffset At, string Uuid, GpuEventKind Kind, NvmlEventTypes Types, ulong Xid, uint? GpuInstance, uint? ComputeInstance);
