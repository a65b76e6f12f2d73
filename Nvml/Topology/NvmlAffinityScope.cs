namespace Krewe.Nvml;

/// <summary>How near is near.</summary>
public enum NvmlAffinityScope
{
    /// <summary>NUMA node.</summary>
    Node = 0,

    /// <summary>Processor socket.</summary>
    Socket = 1,
}
