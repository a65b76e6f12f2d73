namespace Krewe.Nvml;

/// <summary>Since when errors are counted.</summary>
public enum NvmlEccCounter
{
    /// <summary>Since the driver was loaded.</summary>
    Volatile = 0,

    /// <summary>Since the board was made.</summary>
    Aggregate = 1,
}
