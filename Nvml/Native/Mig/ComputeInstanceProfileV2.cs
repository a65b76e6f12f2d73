using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlComputeInstanceProfileInfo_v2_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ComputeInstanceProfileV2
{
    internal const uint Tag = 0x02000088;

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
    internal Bytes96 Name;

    internal static ComputeInstanceProfileV2 Create() => new() { Version = Tag };
}
