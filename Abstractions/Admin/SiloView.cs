using System.Collections.Immutable;

namespace Krewe.Admin;

/// <summary>A silo, for the admin API.</summary>
public sealed record SiloView
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its address in the cluster.</summary>
    public required string Address { get; init; }

    /// <summary>Its status in the cluster.</summary>
    public required string Status { get; init; }

    /// <summary>Its region, zone, host and whatever else it says of itself.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Active grains on it.</summary>
    public int Activations { get; init; }
}
