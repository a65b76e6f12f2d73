namespace Krewe.Grains.Replicas;

/// <summary>What a replica grain keeps: its fence. Everything else the pool tells again each second.</summary>
[GenerateSerializer, Alias("krewe.ReplicaState")]
public sealed record ReplicaState
{
    /// <summary>The highest epoch that it ever accepted.</summary>
    [Id(0)]
    public long Epoch { get; init; }

    /// <summary>The highest epoch that has ended: nothing is started under it any more.</summary>
    [Id(1)]
    public long EndedEpoch { get; init; }
}
