using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlComputeInstanceProfileInfo_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ComputeInstanceProfileV1
{
    internal uint Id;
    internal uint Slices;
    internal uint Instances;
    internal uint Multiprocessors;
    internal uint CopyEngines;
    internal uint Decoders;
    internal uint Encoders;
    internal uint JpegDecoders;
    internal uint OpticalFlow;
}
