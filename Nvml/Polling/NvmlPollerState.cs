namespace Krewe.Nvml;

/// <summary>How a poller stands with the library.</summary>
public enum NvmlPollerState
{
    /// <summary>The first round is not through.</summary>
    Starting,

    /// <summary>There is no library on this machine. It is looked for again now and then: <see cref="NvmlPollerOptions.LibraryPeriod"/>.</summary>
    NoLibrary,

    /// <summary>Devices are read.</summary>
    Running,

    /// <summary>The library cannot be used now - no driver, another version, no permission - and is tried again.</summary>
    LibraryLost,

    /// <summary>A call that concerns all devices does not return, or too many do not.</summary>
    Hung,

    /// <summary>It was disposed of.</summary>
    Stopped,
}
