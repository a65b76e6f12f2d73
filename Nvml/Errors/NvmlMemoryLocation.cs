namespace Krewe.Nvml;

/// <summary>Where errors are counted. Hopper answers DeviceMemory and Sram.</summary>
public enum NvmlMemoryLocation
{
    /// <summary>Level 1 cache.</summary>
    L1Cache = 0,

    /// <summary>Level 2 cache.</summary>
    L2Cache = 1,

    /// <summary>DRAM.</summary>
    DeviceMemory = 2,

    /// <summary>Registers.</summary>
    RegisterFile = 3,

    /// <summary>Texture memory.</summary>
    TextureMemory = 4,

    /// <summary>Shared memory.</summary>
    SharedMemory = 5,

    /// <summary>Convergence barrier unit.</summary>
    Cbu = 6,

    /// <summary>All SRAM.</summary>
    Sram = 7,
}
