using System.Collections.Immutable;

namespace Krewe.Fleet.Regions;

/// <summary>What a silo's front tells the fleet each second: where it is, and what comes to it.</summary>
[GenerateSerializer, Immutable, Alias("krewe.FrontRegionReport")]
public sealed record FrontRegionReport
{
    /// <summary>Nothing to tell.</summary>
    public static FrontRegionReport None { get; } = new();

    /// <summary>The region of the front.</summary>
    [Id(0)]
    public string Region { get; init; } = "";

    /// <summary>Round trips to other regions that the silo has measured; empty when it has measured none.</summary>
    [Id(1)]
    public ImmutableArray<RegionLatency> Latencies { get; init; } = [];

    /// <summary>Requests that came to it since it told last, of models that may be executed in several regions.</summary>
    [Id(2)]
    public ImmutableArray<RegionRequests> Requests { get; init; } = [];
}
