namespace Orleans.Placement;

/// <summary>Kinds of automatic movers.</summary>
[Flags]
public enum ImmovableKind : byte
{
    /// <summary>The one that moves grains toward their callers.</summary>
    Repartitioner = 1,

    /// <summary>The one that evens out the silos.</summary>
    Rebalancer = 2,

    /// <summary>Both.</summary>
    Any = Repartitioner | Rebalancer,
}
