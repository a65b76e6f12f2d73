namespace Krewe.Models.Shards;

/// <summary>How many slots of a replica a shard may use.</summary>
/// <param name="Report">The replica's last word, without its signature.</param>
/// <param name="Slots">Of its slots those that are the shard's.</param>
[GenerateSerializer, Immutable, Alias("krewe.ShardShare")]
public sealed record ShardShare(ReplicaReport Report, int Slots);
