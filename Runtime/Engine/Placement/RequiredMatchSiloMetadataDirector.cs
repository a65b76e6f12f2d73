using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Runtime.Placement;
using Orleans.Runtime.Placement.Filtering;

namespace Krewe.Runtime.Placement;

internal sealed class RequiredMatchSiloMetadataDirector(ILocalSiloDetails local, ISiloMetadataCache metadata) : IPlacementFilterDirector
{
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
    {
        var keys = ((RequiredMatchSiloMetadataPlacementFilterStrategy)filterStrategy).MetadataKeys;
        var own = metadata.GetSiloMetadata(local.SiloAddress).Metadata;
        return silos.Where(silo => metadata.GetSiloMetadata(silo).Metadata is var its
            && Array.TrueForAll(keys, key => its.GetValueOrDefault(key) == own.GetValueOrDefault(key)));
    }
}
