using System.Collections.Immutable;
using Krewe.Machines;
using Krewe.Naming;

namespace Krewe.Grains.Machines;

/// <summary>What a silo can add to which pools.</summary>
/// <param name="Executor">The silo's host.</param>
/// <param name="Offers">The groups of machines by pool.</param>
/// <param name="Spot">How much may be spot machines.</param>
public sealed record MachineSettings(string Executor, ImmutableArray<(PoolKey Pool, MachineOffer Offer)> Offers, SpotLimits Spot)
{
    /// <summary>Whether there is anything to do.</summary>
    public bool IsEmpty => Offers.IsEmpty;
}
