namespace Krewe.Nvml;

/// <summary>A temperature at which something happens. Ada and later tell offsets by fields instead.</summary>
public enum NvmlTemperatureThreshold
{
    /// <summary>The device turns itself off.</summary>
    Shutdown = 0,

    /// <summary>It slows down.</summary>
    Slowdown = 1,

    /// <summary>Memory slows it down.</summary>
    MemoryMax = 2,

    /// <summary>The chip slows it down.</summary>
    GpuMax = 3,
}
