using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlPciInfoExt_v1_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PciAddressExt
{
    internal const uint Tag = 0x01000040;

    internal uint Version;
    internal uint Domain;
    internal uint Bus;
    internal uint Device;
    internal uint PciDeviceId;
    internal uint PciSubsystemId;
    internal uint BaseClass;
    internal uint SubClass;
    internal Bytes32 BusId;

    internal static PciAddressExt Create() => new() { Version = Tag };
}
