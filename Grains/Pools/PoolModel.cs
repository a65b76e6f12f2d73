using Krewe.Specs;

namespace Krewe.Grains.Pools;

/// <summary>A model as its pool stores it.</summary>
[GenerateSerializer, Alias("krewe.PoolModel")]
public sealed record PoolModel
{
    /// <summary>What the user declared.</summary>
    [Id(0)]
    public required ModelSpec Spec { get; init; }

    /// <summary>Grows with each change.</summary>
    [Id(1)]
    public required long Generation { get; init; }

    /// <summary>The generation since which replicas are what they should be: older ones are replaced.</summary>
    [Id(2)]
    public required long Revision { get; init; }

    /// <summary>Whether it was deleted and waits for its replicas to stop.</summary>
    [Id(3)]
    public bool Removing { get; init; }
}
