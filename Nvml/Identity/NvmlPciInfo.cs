namespace Krewe.Nvml;

/// <summary>Where a device is on the PCI bus, and what it is.</summary>
/// <param name="BusId">With a domain of eight digits: <c>00000000:83:00.0</c>; /sys and CUDA write four.</param>
/// <param name="Domain">The domain.</param>
/// <param name="Bus">The bus.</param>
/// <param name="Device">The device.</param>
/// <param name="PciDeviceId">The device's id in the upper half, the vendor's (10DE) in the lower.</param>
/// <param name="PciSubsystemId">The board's id.</param>
public readonly record struct NvmlPciInfo(string BusId, uint Domain, uint Bus, uint Device, uint PciDeviceId, uint PciSubsystemId);
