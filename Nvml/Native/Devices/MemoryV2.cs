using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlMemory_v2_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MemoryV2
{
    internal const uint Tag = 0x02000028;

    internal uint Version;
    internal ulong Total;
    internal ulong Reserved;
    internal ulong Free;
    internal ulong Used;

    internal static MemoryV2 Create() => new() { Version = Tag };
}
