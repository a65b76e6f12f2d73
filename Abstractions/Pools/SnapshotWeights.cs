namespace Krewe.Pools;

/// <summary>What counts when hosts that fit are compared; see docs/placement.md.</summary>
[GenerateSerializer, Immutable, Alias("krewe.SnapshotWeights")]
public sealed record SnapshotWeights
{
    /// <summary>How much a tight fit counts.</summary>
    [Id(0)]
    public double Tightness { get; init; }

    /// <summary>How much a demand in the shape of what is free counts.</summary>
    [Id(1)]
    public double Alignment { get; init; }

    /// <summary>How many compared hosts a decision names.</summary>
    [Id(2)]
    public int ScoresKept { get; init; }
}
