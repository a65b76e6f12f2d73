using Orleans.Statistics;

namespace Orleans.Runtime;

/// <summary>How a silo is loaded.</summary>
[GenerateSerializer, Alias("silo-runtime-statistics")]
public sealed class SiloRuntimeStatistics
{
    /// <summary>How many activations it has.</summary>
    [Id(0)]
    public int ActivationCount { get; internal set; }

    /// <summary>How many of them were used in the last ten minutes.</summary>
    [Id(1)]
    public int RecentlyUsedActivationCount { get; internal set; }

    /// <summary>How many clients are connected to its gateway.</summary>
    [Id(2)]
    public long ClientCount { get; internal set; }

    /// <summary>Messages from other silos and from clients since its start.</summary>
    [Id(3)]
    public long ReceivedMessages { get; internal set; }

    /// <summary>Messages to other silos and to clients since its start.</summary>
    [Id(4)]
    public long SentMessages { get; internal set; }

    /// <summary>Whether it refuses calls for its load; the bundled engine does not.</summary>
    [Id(5)]
    public bool IsOverloaded { get; internal set; }

    /// <summary>Its processor and memory.</summary>
    [Id(6)]
    public EnvironmentStatistics EnvironmentStatistics { get; internal set; }

    /// <summary>When this was measured (UTC, by the silo's clock).</summary>
    [Id(7)]
    public DateTime DateTime { get; internal set; }
}
