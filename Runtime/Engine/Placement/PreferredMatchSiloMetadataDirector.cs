using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Runtime.Placement;
using Orleans.Runtime.Placement.Filtering;

namespace Krewe.Runtime.Placement;

/// <summary>Tries all keys, then leaves out one after the other from the front until enough silos are left; a silo without metadata prefers nothing.</summary>
internal sealed class PreferredMatchSiloMetadataDirector(ILocalSiloDetails local, ISiloMetadataCache metadata) : IPlacementFilterDirector
{
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
    {
        var filter = (PreferredMatchSiloMetadataPlacementFilterStrategy)filterStrategy;
        var own = metadata.GetSiloMetadata(local.SiloAddress).Metadata;
        SiloAddress[] all = [.. silos];
        if (own.IsEmpty)
        {
            return all;
        }

        var wanted = Math.Min(filter.MinCandidates, all.Length);
        for (var first = 0; first < filter.OrderedMetadataKeys.Length; first++)
        {
            var keys = filter.OrderedMetadataKeys[first..];
            SiloAddress[] matching = [.. all.Where(silo => metadata.GetSiloMetadata(silo).Metadata is var its
                && Array.TrueForAll(keys, key => its.GetValueOrDefault(key) == own.GetValueOrDefault(key)))];
            if (matching.Length > 0 && matching.Length >= wanted)
            {
                return matching;
            }
        }

        return all;
    }
}
