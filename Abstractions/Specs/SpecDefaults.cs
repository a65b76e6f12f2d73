namespace Krewe.Specs;

/// <summary>The values of what a spec leaves out.</summary>
public static class SpecDefaults
{
    /// <summary>Requests that may wait.</summary>
    public const int QueueRequests = 1_000;

    /// <summary>Bytes of bodies that may wait.</summary>
    public const long QueueBytes = 256L << 20;

    /// <summary>Requests that a replica works on at once.</summary>
    public const int Concurrency = 4;

    /// <summary>Thousandths of a CPU core for each replica.</summary>
    public const int CpuMillicores = 500;

    /// <summary>Bytes of memory for each replica.</summary>
    public const long MemoryBytes = 256L << 20;

    /// <summary>Thousandths of the requests that are to be answered within the objective.</summary>
    public const int AttainmentThousandths = 990;

    /// <summary>How long nobody must have asked before the last replica is given up.</summary>
    public static readonly TimeSpan ScalingIdle = TimeSpan.FromMinutes(10);

    /// <summary>How long fewer replicas must have done before one is given up.</summary>
    public static readonly TimeSpan ScalingStabilization = TimeSpan.FromMinutes(1);

    /// <summary>How long a request may take in all.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Time waited that lifts a request by one class.</summary>
    public static readonly TimeSpan AgeingBound = TimeSpan.FromSeconds(10);

    /// <summary>How long a request waits for others to be executed with.</summary>
    public static readonly TimeSpan BatchDelay = TimeSpan.FromMilliseconds(5);

    /// <summary>Fairness keys of one tenant that may wait at once.</summary>
    public const int FairnessKeys = 256;

    /// <summary>What comes in so long a time may come at once, of a quota.</summary>
    public static readonly TimeSpan QuotaBurst = TimeSpan.FromSeconds(1);

    /// <summary>How long a model server may take to become ready.</summary>
    public static readonly TimeSpan StartupTimeout = TimeSpan.FromSeconds(60);

    /// <summary>How long a model server has to finish after TERM.</summary>
    public static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(3);
}
