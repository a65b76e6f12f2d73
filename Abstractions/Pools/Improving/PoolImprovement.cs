using System.Collections.Immutable;

namespace Krewe.Pools.Improving;

/// <summary>The best plan for a whole pool that was found, beside what runs.</summary>
[GenerateSerializer, Immutable, Alias("krewe.PoolImprovement")]
public sealed record PoolImprovement
{
    /// <summary>When it was looked for.</summary>
    [Id(0)]
    public required DateTimeOffset At { get; init; }

    /// <summary>What the pool costs as it is.</summary>
    [Id(1)]
    public required PlanCost Before { get; init; }

    /// <summary>What it would cost.</summary>
    [Id(2)]
    public required PlanCost After { get; init; }

    /// <summary>What would move, and what would be started beside.</summary>
    [Id(3)]
    public ImmutableArray<PoolMove> Moves { get; init; } = [];

    /// <summary>What of it cannot be reached without serving less on the way; nothing is done then.</summary>
    [Id(4)]
    public ImmutableArray<string> Blocked { get; init; } = [];

    /// <summary>The steps in order, each with what it waits for.</summary>
    [Id(5)]
    public ImmutableArray<string> Steps { get; init; } = [];

    /// <summary>Whether it is worth doing: it saves enough, and can be reached.</summary>
    [Id(6)]
    public bool Worthwhile { get; init; }

    /// <summary>In a sentence: what is done about it, and why.</summary>
    [Id(7)]
    public required string Verdict { get; init; }

    /// <summary>Steps of the last search that were done.</summary>
    [Id(8)]
    public int SearchSteps { get; init; }

    /// <summary>Seed of the search.</summary>
    [Id(9)]
    public long Seed { get; init; }

    /// <summary>How far the plan can be from the best one, as a share of its cost; null where no bound was worked out.</summary>
    [Id(10)]
    public double? Gap { get; init; }

    /// <summary>What constraints cost, the dearest first; empty where it was not asked.</summary>
    [Id(11)]
    public ImmutableArray<ConstraintCost> Constraints { get; init; } = [];

    /// <summary>How far each search for it went, in order: the same efforts and seed on the same snapshot give the same plan.</summary>
    [Id(12)]
    public ImmutableArray<SearchEffort> Efforts { get; init; } = [];
}
