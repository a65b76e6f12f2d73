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

    /// <summary>Its tenant, for quotas.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>Replicas that it needs now, at least 0.</summary>
    public required int Replicas { get; init; }

    /// <summary>Replicas that it will need when one would serve on a machine that is ordered now; 0 where that is not known.</summary>
    public int Later { get; init; }

    /// <summary>The most replicas that it will need until then: what is there for them is not given back.</summary>
    public int MostUntilThen { get; init; }

    /// <summary>The share of them that may be on spot machines, 0 to 1, rounded down to whole replicas.</summary>
    public double SpotShare { get; init; }

    /// <summary>The host of each replica that is there.</summary>
    public ImmutableArray<string> HeldOn { get; init; } = [];

    /// <summary>Of <see cref="Replicas"/>, where they stand for a later moment: those that it needs now.</summary>
    internal int? Now { get; init; }

    /// <summary>What machines are bought for.</summary>
    internal CapacityNeed ToBuy => this with { Replicas = Math.Max(Replicas, Later), Now = Replicas };

    /// <summary>What machines are kept for.</summary>
    internal CapacityNeed ToKeep => this with { Replicas = Math.Max(Math.Max(Replicas, Later), MostUntilThen), Now = Replicas };

    internal int SpotReplicas => SpotOf(Replicas);

    internal int SpotOf(int replicas) => (int)Math.Floor((replicas * SpotShare) + 1e-9);
}
