namespace Krewe.Pools;

/// <summary>In which order requests are thought to come when room is given out; chosen by trying on hosts like the pool's. See docs/placement.md.</summary>
[GenerateSerializer, Immutable, Alias("krewe.SnapshotPacking")]
public sealed record SnapshotPacking
{
    /// <summary>Whether the largest of a row ask first; otherwise those for several devices.</summary>
    [Id(0)]
    public bool LargestFirst { get; init; }

    /// <summary>Requests in a row, at least 1.</summary>
    [Id(1)]
    public int Row { get; init; }
}
