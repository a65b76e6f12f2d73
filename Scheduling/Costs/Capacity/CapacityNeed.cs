using System.Collections.Immutable;
using Krewe.Scheduling.Placement;
using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Costs.Capacity;

/// <summary>What one model needs.</summary>
public sealed record CapacityNeed
{
    /// <summary>What a replica asks for; it names the model.</summary>
    public required PlacementRequest Request { get; init; }

    /// <summary>The class of its requests: more important ones get room first.</summary>
    public DemandClass Class { get; init; } = DemandClass.Standard;

    /// <summary>Replicas that it needs, at least 0.</summary>
    public required int Replicas { get; init; }

    /// <summary>The share of them that may be on spot machines, 0 to 1, rounded down to whole replicas.</summary>
    public double SpotShare { get; init; }

    /// <summary>The host of each replica that is there.</summary>
    public ImmutableArray<string> HeldOn { get; init; } = [];

    internal int SpotReplicas => (int)Math.Floor((Replicas * SpotShare) + 1e-9);
}
