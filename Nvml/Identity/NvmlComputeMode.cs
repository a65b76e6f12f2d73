namespace Krewe.Nvml;

/// <summary>Who may use the device.</summary>
public enum NvmlComputeMode
{
    /// <summary>Several processes.</summary>
    Default = 0,

    /// <summary>None.</summary>
    Prohibited = 2,

    /// <summary>One process.</summary>
    ExclusiveProcess = 3,
}
