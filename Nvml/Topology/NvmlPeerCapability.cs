namespace Krewe.Nvml;

/// <summary>What two devices could do with each other.</summary>
public enum NvmlPeerCapability
{
    /// <summary>Read each other's memory.</summary>
    Read = 0,

    /// <summary>Write it.</summary>
    Write = 1,

    /// <summary>Reach each other by NVLink.</summary>
    NvLink = 2,

    /// <summary>Atomic operations.</summary>
    Atomics = 3,

    /// <summary>Reach each other by PCIe.</summary>
    Pci = 4,
}
