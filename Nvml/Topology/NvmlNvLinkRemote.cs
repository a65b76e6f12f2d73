namespace Krewe.Nvml;

/// <summary>What is at the other end of an NVLink.</summary>
/// <param name="Type">What it is; R470.</param>
/// <param name="Pci">Where it is.</param>
public readonly record struct NvmlNvLinkRemote(NvmlNvLinkRemoteType Type, NvmlPciInfo Pci);
