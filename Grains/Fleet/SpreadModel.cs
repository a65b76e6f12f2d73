using Krewe.Fleet.Regions;
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

    /// <summary>Since when its own region does not serve it as it should, for the region was lost or the model has left it; null while it does.</summary>
    [Id(2)]
    public DateTimeOffset? AwaySince { get; init; }

    /// <summary>Since when requests return to its own region; null while none does.</summary>
    [Id(3)]
    public DateTimeOffset? ReturningSince { get; init; }

    /// <summary>Where an operator wants it; its own region to hold it there, null when nothing was said.</summary>
    [Id(4)]
    public string? Held { get; init; }

    /// <summary>That it is to be served elsewhere although its own region lives; null while it is not.</summary>
    [Id(5)]
    public SpreadMove? Move { get; init; }

    /// <summary>Since when requests go over to other regions; null before and after.</summary>
    [Id(6)]
    public DateTimeOffset? LeavingSince { get; init; }

    /// <summary>When it was last decided that it goes to another region or returns; null when it never was.</summary>
    [Id(7)]
    public DateTimeOffset? MovedAt { get; init; }
}
