using Krewe.Scheduling.Placement;
using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Costs.Capacity;

/// <summary>A kind of machine that can be bought.</summary>
public sealed record CapacityKind
{
    private const double SecondsPerHour = 3_600;

    /// <summary>Its name, unique in a snapshot.</summary>
    public required string Name { get; init; }

    /// <summary>One machine, all free.</summary>
    public required HostCandidate Template { get; init; }

    /// <summary>How it is paid for, what an hour costs, and how often one is taken back.</summary>
    public required HostPrice Price { get; init; }

    /// <summary>From the order to a host, at least 0.</summary>
    public double StartSeconds { get; init; }

    /// <summary>The fewest machines, at least 0.</summary>
    public int Least { get; init; }

    /// <summary>The most machines, at least <see cref="Least"/>.</summary>
    public required int Most { get; init; }

    /// <summary>Machines that there are: ordered, serving, or on their way out.</summary>
    public int Count { get; init; }

    /// <summary>Whether none is bought now, because one was taken back or could not be had lately.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Whether its owner may take it back.</summary>
    public bool IsSpot => Price.Terms == PriceTerms.Spot;

    /// <summary>
    /// What an hour of use costs: of a reserved machine nothing, for it is paid anyway; of a spot machine also the time in which the next one
    /// starts after an interruption and is paid for though it does not serve.
    /// </summary>
    public double EffectivePrice => Price.Marginal * (1 + (Price.Risk * StartSeconds / SecondsPerHour));
}
