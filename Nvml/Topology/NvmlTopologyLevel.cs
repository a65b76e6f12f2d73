namespace Krewe.Nvml;

/// <summary>What is between two devices: the greater, the farther.</summary>
public enum NvmlTopologyLevel
{
    /// <summary>The same board.</summary>
    Internal = 0,

    /// <summary>One PCIe switch.</summary>
    SingleSwitch = 10,

    /// <summary>Several PCIe switches, no host bridge.</summary>
    MultipleSwitches = 20,

    /// <summary>One host bridge.</summary>
    HostBridge = 30,

    /// <summary>The same NUMA node.</summary>
    NumaNode = 40,

    /// <summary>Different NUMA nodes.</summary>
    System = 50,
}
