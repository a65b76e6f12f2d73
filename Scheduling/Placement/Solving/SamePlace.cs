using System.Diagnostics.CodeAnalysis;
using Krewe.Scheduling.Placement.Packing;
using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Placement.Solving;

/// <summary>Whether two are the same replica at the same place; one to be started is never the same as one that runs.</summary>
internal sealed class SamePlace : IEqualityComparer<FleetReplica>
{
    public static SamePlace Instance { get; } = new();

    public bool Equals(FleetReplica? x, FleetReplica? y) =>
        x!.Id.Length > 0 && x.Id == y!.Id && x.Model == y.Model && x.Region == y.Region && x.Shape == y.Shape && x.Host == y.Host
        && x.Devices.Order(StringComparer.Ordinal).SequenceEqual(y.Devices.Order(StringComparer.Ordinal));

    public int GetHashCode([DisallowNull] FleetReplica replica) =>
        (int)replica.Id.Aggregate(17UL, (hash, letter) => SplitMix.Mix(hash + letter));
}
