namespace Krewe.Nvml;

/// <summary>A clock of a device.</summary>
public enum NvmlClock
{
    /// <summary>Graphics engine.</summary>
    Graphics = 0,

    /// <summary>Streaming multiprocessors.</summary>
    Multiprocessor = 1,

    /// <summary>Memory.</summary>
    Memory = 2,

    /// <summary>Video engines.</summary>
    Video = 3,
}
