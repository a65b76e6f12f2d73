namespace Krewe.Silo.Front.Statistics;

/// <summary>The counters of one version at one moment; each is exact, all together are of almost the same moment.</summary>
internal readonly record struct StatisticsSnapshot
{
    /// <summary>When the last request ended, in milliseconds since 1970; 0 when there was none.</summary>
    public long LastInference { get; init; }

    public long Executions { get; init; }

    public DurationSum Success { get; init; }

    public DurationSum Failure { get; init; }

    /// <summary>Waiting, of those that succeeded.</summary>
    public DurationSum Queue { get; init; }

    /// <summary>With the model server, of those that succeeded.</summary>
    public DurationSum Compute { get; init; }
}
