using System.Collections.Immutable;
using Krewe.Naming;

namespace Krewe.Fleet.Regions;

/// <summary>A model that may be served in other regions than its own, as people look at it.</summary>
public sealed record RegionModel
{
    /// <summary>The model, in its own region.</summary>
    public required ModelKey Model { get; init; }

    /// <summary>How far it is on its way from its own region and back.</summary>
    public SpreadPhase Phase { get; init; }

    /// <summary>That it is to be served elsewhere although its own region lives; null while it is not.</summary>
    public SpreadMove? Move { get; init; }

    /// <summary>Where an operator wants it; null when nothing was said.</summary>
    public string? Held { get; init; }

    /// <summary>Of a thousand requests, how many are for its own region.</summary>
    public int HomeThousandths { get; init; }

    /// <summary>Replicas that take requests, by region; those that have none are missing.</summary>
    public ImmutableSortedDictionary<string, int> Ready { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Replicas in its own region, also those that start or stop.</summary>
    public int AtHome { get; init; }

    /// <summary>Replicas that find no place in another region.</summary>
    public int Missing { get; init; }
}
