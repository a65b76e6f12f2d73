namespace Krewe.Nvml;

/// <summary>What a MIG device is made of. R455.</summary>
/// <param name="Multiprocessors">Streaming multiprocessors.</param>
/// <param name="CopyEngines">Shared copy engines.</param>
/// <param name="Decoders">Shared video decoders.</param>
/// <param name="Encoders">Shared video encoders.</param>
/// <param name="JpegDecoders">Shared JPEG decoders.</param>
/// <param name="OpticalFlow">Shared optical flow engines.</param>
/// <param name="GpuInstanceSlices">Slices of the GPU instance.</param>
/// <param name="ComputeInstanceSlices">Slices of the compute instance.</param>
/// <param name="MemoryMebibytes">Memory of the GPU instance.</param>
public readonly record struct NvmlMigAttributes(
    uint Multiprocessors,
    uint CopyEngines,
    uint Decoders,
    uint Encoders,
    uint JpegDecoders,
    uint OpticalFlow,
    uint GpuInstanceSlices,
    uint ComputeInstanceSlices,
    ulong MemoryMebibytes);
