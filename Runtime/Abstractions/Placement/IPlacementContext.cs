namespace Orleans.Runtime.Placement;

/// <summary>What a placement director can ask.</summary>
public interface IPlacementContext
{
    /// <summary>The silo that places.</summary>
    SiloAddress LocalSilo { get; }

    /// <summary>Its state.</summary>
    SiloStatus LocalSiloStatus { get; }

    /// <summary>The silos that may host the grain: active, and left by the placement filters of its class.</summary>
    /// <param name="target">What is to be placed.</param>
    /// <exception cref="OrleansException">There is none.</exception>
    SiloAddress[] GetCompatibleSilos(PlacementTarget target);

    /// <summary>The same by version of the interface.</summary>
    /// <param name="target">What is to be placed.</param>
    IReadOnlyDictionary<ushort, SiloAddress[]> GetCompatibleSilosWithVersions(PlacementTarget target);
}
