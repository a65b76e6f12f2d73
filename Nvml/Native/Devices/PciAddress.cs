using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlPciInfo_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PciAddress
{
    internal Bytes16 LegacyBusId;
    internal uint Domain;
    internal uint Bus;
    internal uint Device;
    internal uint PciDeviceId;
    internal uint PciSubsystemId;
    internal Bytes32 BusId;
}
