using System.Collections.Immutable;

namespace Krewe.Fleet.Regions;

/// <summary>What becomes of a region that is taken out of service, or back.</summary>
[GenerateSerializer, Immutable, Alias("krewe.RegionMaintenance")]
public sealed record RegionMaintenance
{
    /// <summary>The region.</summary>
    [Id(0)]
    public required string Region { get; init; }

    /// <summary>Whether it is out of service now.</summary>
    [Id(1)]
    public bool Drained { get; init; }

    /// <summary>Whether it was not so before.</summary>
    [Id(2)]
    public bool Changed { get; init; }

    /// <summary>Its models, those that stay first.</summary>
    [Id(3)]
    public ImmutableArray<RegionLeaver> Models { get; init; } = [];
}
