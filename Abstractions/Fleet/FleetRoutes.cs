using System.Collections.Immutable;

namespace Krewe.Fleet;

/// <summary>What fronts need to know of regions. Small, and asked for each second.</summary>
[GenerateSerializer, Immutable, Alias("krewe.FleetRoutes")]
public sealed record FleetRoutes
{
    /// <summary>Regions that hold models and have no live silo.</summary>
    [Id(0)]
    public ImmutableArray<string> Lost { get; init; } = [];

    /// <summary>The models that may be executed in several regions.</summary>
    [Id(1)]
    public ImmutableArray<ModelRoute> Routes { get; init; } = [];
}
