namespace Krewe.Nvml;

/// <summary>What a process used of a device, between two samples of the driver.</summary>
/// <param name="ProcessId">The process, as the driver numbers it: in containers it may be the host's number.</param>
/// <param name="Timestamp">Opaque; the highest one is given back to ask for what is newer.</param>
/// <param name="Multiprocessors">Percent.</param>
/// <param name="Memory">Percent.</param>
/// <param name="Encoder">Percent.</param>
/// <param name="Decoder">Percent.</param>
/// <param name="Jpeg">Percent; null before R550.</param>
/// <param name="OpticalFlow">Percent; null before R550.</param>
public readonly record struct NvmlProcessUtilization(
    uint ProcessId,
    ulong Timestamp,
    uint Multiprocessors,
    uint Memory,
    uint Encoder,
    uint Decoder,
    uint? Jpeg,
    uint? OpticalFlow);
