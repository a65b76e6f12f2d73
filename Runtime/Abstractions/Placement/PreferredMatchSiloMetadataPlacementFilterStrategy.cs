using System.Globalization;
using Orleans.Metadata;
using Orleans.Placement;

namespace Orleans.Runtime.Placement.Filtering;

internal sealed class PreferredMatchSiloMetadataPlacementFilterStrategy(string[] orderedMetadataKeys, int minCandidates, int order)
    : PlacementFilterStrategy(order)
{
    public PreferredMatchSiloMetadataPlacementFilterStrategy()
        : this([], 2, 0)
    {
    }

    public string[] OrderedMetadataKeys { get; private set; } = orderedMetadataKeys;

    public int MinCandidates { get; private set; } = minCandidates;

    public override void AdditionalInitialize(GrainProperties properties)
    {
        OrderedMetadataKeys = GetPlacementFilterGrainProperty("keys", properties)?.Split(',') ?? OrderedMetadataKeys;
        MinCandidates = GetPlacementFilterGrainProperty("candidates", properties) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : MinCandidates;
    }

    protected override IEnumerable<KeyValuePair<string, string>> GetAdditionalGrainProperties(
        IServiceProvider services, Type grainClass, GrainType grainType, IReadOnlyDictionary<string, string> existingProperties) =>
        [
            new("keys", string.Join(',', OrderedMetadataKeys)),
            new("candidates", MinCandidates.ToString(CultureInfo.InvariantCulture)),
        ];
}
