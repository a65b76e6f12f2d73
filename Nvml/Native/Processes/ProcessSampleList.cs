using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlProcessesUtilizationInfo_v1_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ProcessSampleList
{
    internal const uint Tag = 0x01000018;

    internal uint Version;
    internal uint Count;
    internal ulong LastSeen;
    internal nint Entries;

    internal static ProcessSampleList Create() => new() { Version = Tag };
}
