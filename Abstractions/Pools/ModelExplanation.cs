using System.Collections.Immutable;
using Krewe.Models;
using Krewe.Pools.Improving;
using Krewe.Scaling;

namespace Krewe.Pools;

/// <summary>Why a model is as it is.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ModelExplanation")]
public sealed record ModelExplanation
{
    /// <summary>What is wanted and what is.</summary>
    [Id(0)]
    public required PlacementView Placement { get; init; }

    /// <summary>Its queue; null when the model grain could not be asked.</summary>
    [Id(1)]
    public ModelView? Queue { get; init; }

    /// <summary>What was decided about it, oldest first.</summary>
    [Id(2)]
    public ImmutableArray<Decision> Decisions { get; init; } = [];

    /// <summary>In a sentence: all is well, or what is missing and what would help.</summary>
    [Id(3)]
    public required string Summary { get; init; }

    /// <summary>What was decided last about its number of replicas; null when that does not follow demand, or nobody told.</summary>
    [Id(4)]
    public ScalingView? Scaling { get; init; }

    /// <summary>The best plan for the whole pool that was found last, where it would move replicas of the model; else null.</summary>
    [Id(5)]
    public PoolImprovement? Improvement { get; init; }
}
