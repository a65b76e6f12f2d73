using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlProcessUtilizationInfo_v1_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ProcessSampleWide
{
    internal ulong Timestamp;
    internal uint ProcessId;
    internal uint Sm;
    internal uint Memory;
    internal uint Encoder;
    internal uint Decoder;
    internal uint Jpeg;
    internal uint OpticalFlow;
}
