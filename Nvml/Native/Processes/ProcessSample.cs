using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlProcessUtilizationSample_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ProcessSample
{
    internal uint ProcessId;
    internal ulong Timestamp;
    internal uint Sm;
    internal uint Memory;
    internal uint Encoder;
    internal uint Decoder;
}
