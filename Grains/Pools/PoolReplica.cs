using Krewe.Hosts;
using Krewe.Specs;

namespace Krewe.Grains.Pools;

/// <summary>A replica as its pool stores it.</summary>
[GenerateSerializer, Alias("krewe.PoolReplica")]
public sealed record PoolReplica
{
    /// <summary>What the host granted; it names the replica.</summary>
    [Id(0)]
    public required Lease Lease { get; init; }

    /// <summary>The revision of the model that it runs.</summary>
    [Id(1)]
    public required long Revision { get; init; }

    /// <summary>The spec that it runs.</summary>
    [Id(3)]
    public required ModelSpec Spec { get; init; }

    /// <summary>Whether it is being stopped.</summary>
    [Id(2)]
    public bool Stopping { get; init; }

    /// <summary>How often the model servers of those whose place it took were started again.</summary>
    [Id(4)]
    public int InheritedRestarts { get; init; }
}
