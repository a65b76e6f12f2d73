namespace Krewe.Nvml;

/// <summary>What is measured.</summary>
public enum NvmlPowerScope
{
    /// <summary>The GPU.</summary>
    Gpu = 0,

    /// <summary>The module: GPU, memory and, on some, processor.</summary>
    Module = 1,

    /// <summary>The memory.</summary>
    Memory = 2,
}
