namespace Orleans.Runtime.Placement;

/// <summary>Chooses a silo for a new activation. One instance serves all calls, on any thread.</summary>
public interface IPlacementDirector
{
    /// <summary>The key of the request context under which a caller or a migration names the silo it wants, as a <see cref="SiloAddress"/>.</summary>
    const string PlacementHintKey = nameof(PlacementHintKey);

    /// <summary>Chooses.</summary>
    /// <param name="strategy">The class's strategy.</param>
    /// <param name="target">What is to be placed.</param>
    /// <param name="context">Knows the silos.</param>
    Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context);

    /// <summary>The silo that is asked for, if it is one of those that may host the grain; else null.</summary>
    /// <param name="requestContextData">The request context, or null.</param>
    /// <param name="compatibleSilos">The silos that may host the grain.</param>
    static SiloAddress? GetPlacementHint(Dictionary<string, object>? requestContextData, SiloAddress[] compatibleSilos) =>
        requestContextData is not null
            && requestContextData.TryGetValue(PlacementHintKey, out var value)
            && value is SiloAddress hint
            && compatibleSilos.Contains(hint)
                ? hint
                : null;
}
