using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlRepairStatus_v1_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RepairState
{
    internal const uint Tag = 0x0100000c;

    internal uint Version;
    internal uint Channel;
    internal uint Tpc;

    internal static RepairState Create() => new() { Version = Tag };
}
