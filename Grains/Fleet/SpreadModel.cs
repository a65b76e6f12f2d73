using Krewe.Specs;

namespace Krewe.Grains.Fleet;

/// <summary>A model that may be executed in several regions, as the fleet keeps it.</summary>
[GenerateSerializer, Alias("krewe.SpreadModel")]
public sealed record SpreadModel
{
    /// <summary>What the user declared.</summary>
    [Id(0)]
    public required ModelSpec Spec { get; init; }

    /// <summary>Replicas that it was to have when its pool last said so.</summary>
    [Id(1)]
    public int Wanted { get; init; }

    /// <summary>Since when its own region does not serve it as it should, for the region was lost; null while it does.</summary>
    [Id(2)]
    public DateTimeOffset? AwaySince { get; init; }

    /// <summary>Since when requests return to its own region; null while none does.</summary>
    [Id(3)]
    public DateTimeOffset? ReturningSince { get; init; }
}
