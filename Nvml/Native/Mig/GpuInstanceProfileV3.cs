using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlGpuInstanceProfileInfo_v3_t, without P2P.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GpuInstanceProfileV3
{
    internal const uint Tag = 0x03000098;

    internal uint Version;
    internal uint Id;
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
    internal uint Capabilities;

    internal static GpuInstanceProfileV3 Create() => new() { Version = Tag };
}
