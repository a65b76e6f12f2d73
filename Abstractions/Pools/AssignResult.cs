namespace Krewe.Pools;

/// <summary>What storing a spec did.</summary>
[GenerateSerializer, Immutable, Alias("krewe.AssignResult")]
public sealed record AssignResult
{
    /// <summary>Whether the model is new, changed, or as it was.</summary>
    [Id(0)]
    public required AssignChange Change { get; init; }

    /// <summary>The generation of the spec.</summary>
    [Id(1)]
    public required long Generation { get; init; }

    /// <summary>What the pool made of it at once.</summary>
    [Id(2)]
    public required PlacementView Placement { get; init; }
}
