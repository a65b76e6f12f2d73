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

    /// <summary>Replicas that it will need when one would serve on a machine that is ordered now, of the kind that takes longest to start; 0 where that is not known.</summary>
    public int Later { get; init; }

    /// <summary>
    /// Replicas that it will need when machines would serve that take less time, by that time, ascending; the same times for all models. A machine is ordered for what is needed when it
    /// serves itself, and no sooner. Without any, all are ordered for <see cref="Later"/>.
    /// </summary>
    public ImmutableArray<SoonerNeed> Sooner { get; init; } = [];

    /// <summary>The most replicas that it will need until then: what is there for them is not given back.</summary>
    public int MostUntilThen { get; init; }

    /// <summary>The share of them that may be on spot machines, 0 to 1, rounded down to whole replicas.</summary>
    public double SpotShare { get; init; }

    /// <summary>The host of each replica that is there.</summary>
    public ImmutableArray<string> HeldOn { get; init; } = [];

    /// <summary>Of <see cref="Replicas"/>, where they stand for a later moment: those that it needs now.</summary>
    internal int? Now { get; init; }

    /// <summary>What machines are bought for.</summary>
    internal CapacityNeed ToBuy => this with { Replicas = Sooner.Aggregate(Math.Max(Replicas, Later), (most, one) => Math.Max(most, one.Replicas)), Now = Replicas };

    /// <summary>What machines are kept for.</summary>
    internal CapacityNeed ToKeep => ToBuy is var buy && buy.Replicas >= MostUntilThen ? buy : buy with { Replicas = MostUntilThen };

    /// <summary>Of <see cref="Replicas"/>, where they stand for a later moment: those that are needed when a machine serves that takes so long to start; 0 for now.</summary>
    internal int At(double startSeconds) => double.IsPositiveInfinity(startSeconds) ? Replicas
        : Math.Min(Replicas, Sooner.Where(one => one.StartSeconds <= startSeconds).Aggregate(Now ?? Replicas, (most, one) => Math.Max(most, one.Replicas)));

    internal int SpotReplicas => SpotOf(Replicas);

    internal int SpotOf(int replicas) => (int)Math.Floor((replicas * SpotShare) + 1e-9);
}
