using Orleans.Metadata;
using Orleans.Placement;

namespace Orleans.Runtime.Placement.Filtering;

internal sealed class RequiredMatchSiloMetadataPlacementFilterStrategy(string[] metadataKeys, int order) : PlacementFilterStrategy(order)
{
    public RequiredMatchSiloMetadataPlacementFilterStrategy()
        : this([], 0)
    {
    }

    public string[] MetadataKeys { get; private set; } = metadataKeys;

    public override void AdditionalInitialize(GrainProperties properties) =>
        MetadataKeys = GetPlacementFilterGrainProperty("keys", properties)?.Split(',') ?? MetadataKeys;

    protected override IEnumerable<KeyValuePair<string, string>> GetAdditionalGrainProperties(
        IServiceProvider services, Type grainClass, GrainType grainType, IReadOnlyDictionary<string, string> existingProperties) =>
        [new("keys", string.Join(',', MetadataKeys))];
}
