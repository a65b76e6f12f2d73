using System.Collections.Immutable;
using Krewe.Scheduling.Placement;

namespace Krewe.Planning.Fleets;

/// <summary>Machines, all free, and what they cost.</summary>
/// <param name="Hosts">The machines, also those that come and go.</param>
/// <param name="HourlyPrices">The price of an hour of each machine, in any currency, by name; a machine that is not in it costs nothing.</param>
public sealed record DescribedFleet(ImmutableArray<HostCandidate> Hosts, ImmutableDictionary<string, double> HourlyPrices)
{
    /// <summary>Machines that come and go: those of a group are called by its name and 1, 2, 3, ...</summary>
    public ImmutableArray<ElasticGroup> Elastic { get; init; } = [];

    /// <summary>Whether machines are bought for what will be needed when they serve, as far as the scaler says; else for what is needed now.</summary>
    public bool LooksAhead { get; init; } = true;
}
