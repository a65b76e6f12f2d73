using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlGpuInstanceProfileInfo_v2_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GpuInstanceProfileV2
{
    internal const uint Tag = 0x02000098;

    internal uint Version;
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
    internal Bytes96 Name;

    internal static GpuInstanceProfileV2 Create() => new() { Version = Tag };
}
