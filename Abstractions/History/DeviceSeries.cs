using System.Collections.Immutable;

namespace Krewe.History;

/// <summary>A device of one host.</summary>
[GenerateSerializer, Immutable, Alias("krewe.DeviceSeries")]
public sealed record DeviceSeries
{
    /// <summary>Its identity on the host.</summary>
    [Id(0)]
    public required string Device { get; init; }

    /// <summary>Its class.</summary>
    [Id(1)]
    public string Class { get; init; } = "";

    /// <summary>What its maker calls it.</summary>
    [Id(2)]
    public string Name { get; init; } = "";

    /// <summary>Bytes of its memory.</summary>
    [Id(3)]
    public long MemoryBytes { get; init; }

    /// <summary>Its seconds, oldest first.</summary>
    [Id(4)]
    public ImmutableArray<DeviceSample> Samples { get; init; } = [];

    /// <summary>Why its health is no better now, the worst first; empty when it is healthy.</summary>
    [Id(5)]
    public ImmutableArray<string> Reasons { get; init; } = [];
}
