using System.Collections.Immutable;
using Krewe.Fleet.Regions;

namespace Krewe.Fleet;

/// <summary>How a model is spread over regions just now.</summary>
[GenerateSerializer, Immutable, Alias("krewe.SpreadStatus")]
public sealed record SpreadStatus
{
    /// <summary>Where its requests go.</summary>
    [Id(0)]
    public required ModelRoute Route { get; init; }

    /// <summary>Since when its own region does not serve it as it should; null while it does.</summary>
    [Id(1)]
    public DateTimeOffset? AwaySince { get; init; }

    /// <summary>Since when requests return to its own region; null while none does.</summary>
    [Id(2)]
    public DateTimeOffset? ReturningSince { get; init; }

    /// <summary>Replicas that were asked for in other regions, by region.</summary>
    [Id(3)]
    public ImmutableSortedDictionary<string, int> Asked { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Replicas that find no place in any region.</summary>
    [Id(4)]
    public int Missing { get; init; }

    /// <summary>How far it is on its way from its own region and back.</summary>
    [Id(5)]
    public SpreadPhase Phase { get; init; }

    /// <summary>That it is to be served elsewhere although its own region lives; null while it is not.</summary>
    [Id(6)]
    public SpreadMove? Move { get; init; }

    /// <summary>Where an operator wants it; its own region to hold it there, null when nothing was said.</summary>
    [Id(7)]
    public string? Held { get; init; }
}
