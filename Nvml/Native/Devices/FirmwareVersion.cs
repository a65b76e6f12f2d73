using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlNvlinkFirmwareVersion_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FirmwareVersion
{
    internal byte Type;
    internal uint Major;
    internal uint Minor;
    internal uint SubMinor;
}
