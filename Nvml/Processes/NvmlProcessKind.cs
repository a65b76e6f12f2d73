namespace Krewe.Nvml;

/// <summary>What a process does on a device.</summary>
public enum NvmlProcessKind
{
    /// <summary>CUDA.</summary>
    Compute = 0,

    /// <summary>Graphics.</summary>
    Graphics = 1,

    /// <summary>CUDA, as a client of MPS.</summary>
    Mps = 2,
}
