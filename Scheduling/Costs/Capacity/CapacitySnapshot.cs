using System.Collections.Immutable;
using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Costs.Capacity;

/// <summary>What is decided from about machines.</summary>
public sealed record CapacitySnapshot
{
    /// <summary>The hosts, and the machines that were ordered as if they were there. One that leaves is not active.</summary>
    public required ImmutableArray<CapacityHost> Hosts { get; init; }

    /// <summary>What the models need.</summary>
    public required ImmutableArray<CapacityNeed> Needs { get; init; }

    /// <summary>What can be bought.</summary>
    public required ImmutableArray<CapacityKind> Kinds { get; init; }

    /// <summary>What was bought and neither leaves nor has to stay.</summary>
    public ImmutableArray<CapacityMachine> Machines { get; init; } = [];

    /// <summary>The most that all models of a tenant may hold: nothing is bought for what is beyond.</summary>
    public ImmutableArray<TenantQuota> Quotas { get; init; } = [];

    /// <summary>The most of all spot machines that one kind has, above 0 to 1, as long as another spot kind could have them.</summary>
    public double MostOfSpot { get; init; } = 0.5;

    /// <summary>What a machine in place of another has to save, as a share of what that one costs, 0 to 1.</summary>
    public double LeastSaving { get; init; } = 0.2;
}
