using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlNvLinkInfo_v2_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NvLinkInfoV2
{
    internal const uint Tag = 0x0200064c;

    internal uint Version;
    internal uint IsEncrypted;
    internal Firmware100 Firmware;
    internal uint FirmwareCount;

    internal static NvLinkInfoV2 Create() => new() { Version = Tag };
}
