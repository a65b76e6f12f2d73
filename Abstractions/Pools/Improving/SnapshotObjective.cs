namespace Krewe.Pools.Improving;

/// <summary>What counts when plans for a whole pool are compared, and how they are looked for; see docs/placement.md.</summary>
[GenerateSerializer, Immutable, Alias("krewe.SnapshotObjective")]
public sealed record SnapshotObjective
{
    /// <summary>For each missing replica of critical models.</summary>
    [Id(0)]
    public double MissingCritical { get; init; }

    /// <summary>Of standard ones.</summary>
    [Id(1)]
    public double MissingStandard { get; init; }

    /// <summary>Of batch ones.</summary>
    [Id(2)]
    public double MissingBatch { get; init; }

    /// <summary>Factor for replicas below the minimum.</summary>
    [Id(3)]
    public double BelowMinimum { get; init; }

    /// <summary>For each missing warm copy.</summary>
    [Id(4)]
    public double MissingWarmCopy { get; init; }

    /// <summary>For one unit of money an hour.</summary>
    [Id(5)]
    public double Money { get; init; }

    /// <summary>For one expected interruption an hour.</summary>
    [Id(6)]
    public double Interruption { get; init; }

    /// <summary>For each device that is cut into pieces.</summary>
    [Id(7)]
    public double Fragmentation { get; init; }

    /// <summary>For each second of loading or moving.</summary>
    [Id(8)]
    public double Disturbance { get; init; }

    /// <summary>What a plan has to save beside what its moves cost.</summary>
    [Id(9)]
    public double LeastGain { get; init; }

    /// <summary>Steps of a search, at most.</summary>
    [Id(10)]
    public int Steps { get; init; }

    /// <summary>Whether better plans are looked for without being asked.</summary>
    [Id(11)]
    public bool Rebalances { get; init; }
}
