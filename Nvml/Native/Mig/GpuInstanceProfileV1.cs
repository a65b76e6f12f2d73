using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlGpuInstanceProfileInfo_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GpuInstanceProfileV1
{
    internal uint Id;
    internal uint IsP2PSupported;
    internal uint Slices;
    internal uint Instances;
    internal uint Multiprocessors;
    internal uint CopyEngines;
    internal uint Decoders;
    internal uint Encoders;
    internal uint JpegDecoders;
    internal uint OpticalFlow;
    internal ulong MemoryMebibytes;
}
