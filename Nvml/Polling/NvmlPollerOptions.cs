namespace Krewe.Nvml;

/// <summary>How a poller reads.</summary>
public sealed record NvmlPollerOptions
{
    /// <summary>Where the library is.</summary>
    public NvmlLoadOptions Load { get; init; } = new();

    /// <summary>How often what changes quickly is read. Default 1 s.</summary>
    public TimeSpan FastPeriod { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often what costs more, or changes seldom, is read: processes, errors, limits, links, the list of devices. Default 10 s.</summary>
    public TimeSpan SlowPeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A call that takes longer hangs. Default 10 s: an attachment without persistence mode takes seconds.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the thread for events waits at a time. Default 500 ms.</summary>
    public TimeSpan EventWait { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often a lost device, or a lost library, is looked for. Default 2 s.</summary>
    public TimeSpan LostPeriod { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How often the library is loaded anew while a device is lost: some come back only so. Default 30 s; zero for never.
    /// </summary>
    public TimeSpan ReloadPeriod { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a library that is not on this machine is looked for: a driver may be installed later. Default 30 s; zero for never again.</summary>
    public TimeSpan LibraryPeriod { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After what time a lost GPU is forgotten. Default 1 h.</summary>
    public TimeSpan ForgetAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Whether the profiling counters are read where there are some. Default true.</summary>
    public bool WithGpm { get; init; } = true;

    /// <summary>Whether processes are read. Default true.</summary>
    public bool WithProcesses { get; init; } = true;

    /// <summary>How many processes of one kind are kept for a device; 1 and more. Default 128.</summary>
    public int MaxProcesses { get; init; } = 128;

    /// <summary>How many events wait for a reader before the oldest are dropped. Default 1024.</summary>
    public int MaxEvents { get; init; } = 1024;
}
