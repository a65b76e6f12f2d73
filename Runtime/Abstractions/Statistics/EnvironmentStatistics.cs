namespace Orleans.Statistics;

/// <summary>Processor and memory of a silo's process. Filtered values are smoothed over the last measurements.</summary>
[GenerateSerializer, Immutable, Alias("environment-statistics")]
public readonly record struct EnvironmentStatistics
{
    /// <summary>Use of the processors, 0 to 100, of all that the process may use; smoothed.</summary>
    [Id(0)]
    public float FilteredCpuUsagePercentage { get; init; }

    /// <summary>Memory of the process in bytes; smoothed.</summary>
    [Id(1)]
    public long FilteredMemoryUsageBytes { get; init; }

    /// <summary>Memory that it could still have, in bytes; smoothed.</summary>
    [Id(2)]
    public long FilteredAvailableMemoryBytes { get; init; }

    /// <summary>Use of the processors as last measured.</summary>
    [Id(3)]
    public float RawCpuUsagePercentage { get; init; }

    /// <summary>Memory of the process as last measured.</summary>
    [Id(4)]
    public long RawMemoryUsageBytes { get; init; }

    /// <summary>Memory that it could still have, as last measured.</summary>
    [Id(5)]
    public long RawAvailableMemoryBytes { get; init; }

    /// <summary>The most memory that the process can have, in bytes: the machine's, or its limit.</summary>
    [Id(6)]
    public long MaximumAvailableMemoryBytes { get; init; }
}
