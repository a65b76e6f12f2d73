namespace Krewe.Nvml;

/// <summary>A kind of GPU instance that a device offers.</summary>
/// <param name="Id">Its id for creation.</param>
/// <param name="Name">Such as MIG 1g.10gb; empty before R510.</param>
/// <param name="Slices">Of the device's slices.</param>
/// <param name="MaxInstances">How many fit on an empty device.</param>
/// <param name="Multiprocessors">Streaming multiprocessors.</param>
/// <param name="CopyEngines">Shared copy engines.</param>
/// <param name="Decoders">Shared video decoders.</param>
/// <param name="Encoders">Shared video encoders.</param>
/// <param name="JpegDecoders">Shared JPEG decoders.</param>
/// <param name="OpticalFlow">Shared optical flow engines.</param>
/// <param name="MemoryMebibytes">Memory.</param>
public readonly record struct NvmlGpuInstanceProfile(
    uint Id,
    string Name,
    uint Slices,
    uint MaxInstances,
    uint Multiprocessors,
    uint CopyEngines,
    uint Decoders,
    uint Encoders,
    uint JpegDecoders,
    uint OpticalFlow,
    ulong MemoryMebibytes);
