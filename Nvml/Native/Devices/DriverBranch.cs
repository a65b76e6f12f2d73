using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlSystemDriverBranchInfo_v1_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DriverBranch
{
    internal const uint Tag = 0x01000054;

    internal uint Version;
    internal Bytes80 Branch;

    internal static DriverBranch Create() => new() { Version = Tag };
}
