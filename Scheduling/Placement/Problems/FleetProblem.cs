using System.Collections.Immutable;

namespace Krewe.Scheduling.Placement.Problems;

/// <summary>A fleet at one instant, what is wanted of it, and what runs on it. The order of hosts, devices and models does not show in results.</summary>
public sealed record FleetProblem
{
    /// <summary>The hosts.</summary>
    public required ImmutableArray<FleetHost> Hosts { get; init; }

    /// <summary>The models.</summary>
    public required ImmutableArray<FleetModel> Models { get; init; }

    /// <summary>Limits of tenants; a tenant without one has none.</summary>
    public ImmutableArray<TenantQuota> Quotas { get; init; } = [];

    /// <summary>What runs now. What may not stay, or does not fit any more, is taken as having to go.</summary>
    public ImmutableArray<FleetReplica> Running { get; init; } = [];

    /// <summary>What counts.</summary>
    public ObjectiveWeights Weights { get; init; } = new();
}
