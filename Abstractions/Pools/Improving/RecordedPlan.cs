namespace Krewe.Pools.Improving;

/// <summary>A plan for a whole pool with all that it was made from: enough to make it again, bit by bit.</summary>
[GenerateSerializer, Immutable, Alias("krewe.RecordedPlan")]
public sealed record RecordedPlan
{
    /// <summary>The pool as it was then, without a plan of its own.</summary>
    [Id(0)]
    public required PoolSnapshot Given { get; init; }

    /// <summary>What was found.</summary>
    [Id(1)]
    public required PoolImprovement Found { get; init; }
}
