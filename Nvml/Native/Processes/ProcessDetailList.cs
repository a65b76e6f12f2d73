using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlProcessDetailList_v1_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ProcessDetailList
{
    internal const uint Tag = 0x01000018;

    internal uint Version;
    internal uint Mode;
    internal uint Count;
    internal nint Entries;

    internal static ProcessDetailList Create() => new() { Version = Tag };
}
