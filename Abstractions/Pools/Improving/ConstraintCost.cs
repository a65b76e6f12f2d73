namespace Krewe.Pools.Improving;

/// <summary>What a constraint costs: without it a better plan was found.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ConstraintCost")]
public sealed record ConstraintCost
{
    /// <summary>Whose constraint.</summary>
    [Id(0)]
    public required string Subject { get; init; }

    /// <summary>What was left out.</summary>
    [Id(1)]
    public required string Constraint { get; init; }

    /// <summary>What it costs.</summary>
    [Id(2)]
    public required PlanCost Costs { get; init; }
}
