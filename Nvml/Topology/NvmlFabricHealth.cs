namespace Krewe.Nvml;

/// <summary>How the fabric is, in short. R580.</summary>
public enum NvmlFabricHealth
{
    /// <summary>Not told.</summary>
    NotSupported = 0,

    /// <summary>Good.</summary>
    Healthy = 1,

    /// <summary>Bad.</summary>
    Unhealthy = 2,

    /// <summary>With less than all of it.</summary>
    LimitedCapacity = 3,
}
