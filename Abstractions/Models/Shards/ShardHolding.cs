using Krewe.Naming;

namespace Krewe.Models.Shards;

/// <summary>Slots of one replica that a shard holds.</summary>
/// <param name="Replica">Whose.</param>
/// <param name="Share">What it may use.</param>
/// <param name="Used">What it uses; more than its share while executions of a larger one run.</param>
[GenerateSerializer, Immutable, Alias("krewe.ShardHolding")]
public readonly record struct ShardHolding(ReplicaId Replica, int Share, int Used);
