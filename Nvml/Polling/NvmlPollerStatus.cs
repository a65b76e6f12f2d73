namespace Krewe.Nvml;

/// <summary>How a poller is doing, and what it costs.</summary>
public readonly record struct NvmlPollerStatus
{
    /// <summary>How it stands with the library.</summary>
    public NvmlPollerState State { get; init; }

    /// <summary>One sentence that says why it does not read; empty while it does.</summary>
    public string Problem { get; init; }

    /// <summary>The driver's version; empty when it is not known.</summary>
    public string DriverVersion { get; init; }

    /// <summary>The library's own version; empty when it is not known.</summary>
    public string NvmlVersion { get; init; }

    /// <summary>The highest CUDA version; null when it is not known.</summary>
    public Version? CudaVersion { get; init; }

    /// <summary>Generation of the library: grows with each load.</summary>
    public uint Generation { get; init; }

    /// <summary>Grows with each change of the list of devices.</summary>
    public long Revision { get; init; }

    /// <summary>Rounds so far.</summary>
    public long Rounds { get; init; }

    /// <summary>When the last one ended.</summary>
    public DateTimeOffset? LastRoundAt { get; init; }

    /// <summary>How long the last one took.</summary>
    public TimeSpan LastRound { get; init; }

    /// <summary>How long the longest took.</summary>
    public TimeSpan LongestRound { get; init; }

    /// <summary>Time in rounds together; the processor time is less, because calls wait.</summary>
    public TimeSpan Busy { get; init; }

    /// <summary>Share of all time that was spent in rounds.</summary>
    public double BusyShare { get; init; }

    /// <summary>Threads that were given up in calls that do not return.</summary>
    public int HungThreads { get; init; }

    /// <summary>Events that nobody read in time.</summary>
    public long DroppedEvents { get; init; }
}
