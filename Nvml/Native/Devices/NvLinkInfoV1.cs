using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlNvLinkInfo_v1_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NvLinkInfoV1
{
    internal const uint Tag = 0x01000008;

    internal uint Version;
    internal uint IsEncrypted;

    internal static NvLinkInfoV1 Create() => new() { Version = Tag };
}
