using System.Collections.Immutable;
using Krewe.Fleet;
using Krewe.Machines;
using Krewe.Naming;
using Krewe.Scheduling.Regions;

namespace Krewe.Grains.Fleet.Regions;

/// <summary>What the pools of the live regions said in one round of the fleet.</summary>
internal sealed class RegionRound
{
    private readonly ImmutableHashSet<string> _live;

    /// <param name="live">The regions that live.</param>
    /// <param name="known">All pools that were ever heard of.</param>
    /// <param name="pools">What those of live regions that answered said.</param>
    /// <param name="machines">What can be added to them.</param>
    /// <param name="drained">The regions that are taken out of service.</param>
    /// <param name="now">The time.</param>
    public RegionRound(
        ImmutableHashSet<string> live,
        ImmutableArray<PoolKey> known,
        IReadOnlyCollection<PoolRegion> pools,
        IReadOnlyDictionary<PoolKey, MachinesView> machines,
        IEnumerable<string> drained,
        DateTimeOffset now)
    {
        (_live, Now) = (live, now);
        Found = pools.SelectMany(pool => pool.Models).ToDictionary(model => model.Spec.GetKey().ToString(), StringComparer.Ordinal);
        Answered = pools.Select(pool => pool.Pool).ToHashSet();
        var outOfService = drained.ToHashSet(StringComparer.Ordinal);
        Places = [.. RegionViews.Places(pools, machines, now).Select(place => place with { Drained = outOfService.Contains(place.Name) })];

        // One that does not answer is still there; it has no room.
        Live = live.Intersect(known.Select(pool => pool.Region)).ToDictionary(
            region => region,
            region => Places.FirstOrDefault(place => place.Name == region) ?? new RegionPlace { Name = region, Refusing = true, Drained = outOfService.Contains(region) },
            StringComparer.Ordinal);
    }

    /// <summary>When it was.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The models of those that answered, by key.</summary>
    public Dictionary<string, PoolRegionModel> Found { get; }

    /// <summary>The pools that answered.</summary>
    public HashSet<PoolKey> Answered { get; }

    /// <summary>The regions that answered, with what is free.</summary>
    public ImmutableArray<RegionPlace> Places { get; }

    /// <summary>The regions that live, also those that did not answer.</summary>
    public Dictionary<string, RegionPlace> Live { get; }

    /// <summary>What may be decided later, by model. Kept when the round is through: it may be thought through twice.</summary>
    public Dictionary<string, RegionThought?> Thoughts { get; } = [];

    /// <summary>Whether the model's pool lives and did not answer: nothing is known of it now.</summary>
    public bool IsSilent(PoolKey pool) => _live.Contains(pool.Region) && !Answered.Contains(pool);
}
