using System.Collections.Immutable;

namespace Krewe.Models.Shards;

/// <summary>What a shard of a split queue tells its root.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ShardReport")]
public sealed record ShardReport
{
    /// <summary>The shard's activation: its counters begin with it.</summary>
    [Id(0)]
    public required long Activation { get; init; }

    /// <summary>The slots that it holds.</summary>
    [Id(1)]
    public ImmutableArray<ShardHolding> Holdings { get; init; } = [];

    /// <summary>Requests that wait, by class.</summary>
    [Id(2)]
    public ImmutableArray<int> Waiting { get; init; } = [0, 0, 0];

    /// <summary>Slots in use, by class; those that fronts keep only while something is executed in them.</summary>
    [Id(3)]
    public ImmutableArray<int> Running { get; init; } = [0, 0, 0];

    /// <summary>Bytes of bodies that wait.</summary>
    [Id(4)]
    public long WaitingBytes { get; init; }

    /// <summary>What it counted.</summary>
    [Id(5)]
    public ModelCounters Counters { get; init; } = new();

    /// <summary>Requests that are executed: those of a batch are in one slot.</summary>
    [Id(6)]
    public int Requests { get; init; }

    /// <summary>When its first request, a critical one, must begin to keep its deadline, where none of its own slots will be free by then; else null.</summary>
    [Id(7)]
    public DateTimeOffset? Urgent { get; init; }
}
