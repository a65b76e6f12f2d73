using System.Collections.Immutable;
using Krewe.Naming;

namespace Krewe.Fleet.Regions;

/// <summary>A region as people look at it.</summary>
public sealed record RegionView
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public RegionState State { get; init; }

    /// <summary>Since when it is lost, or out of service; null while it serves.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Its pools.</summary>
    public ImmutableArray<PoolKey> Pools { get; init; } = [];

    /// <summary>Its active silos.</summary>
    public int Silos { get; init; }

    /// <summary>Its accelerators.</summary>
    public int Devices { get; init; }

    /// <summary>Those of them that are in service and of which nothing is leased.</summary>
    public int FreeDevices { get; init; }

    /// <summary>CPU of its hosts, in thousandths of a core.</summary>
    public long CpuMillicores { get; init; }

    /// <summary>CPU that nobody leases, in thousandths of a core.</summary>
    public long FreeCpuMillicores { get; init; }

    /// <summary>The models that are declared there.</summary>
    public int Models { get; init; }

    /// <summary>Those of them that may be served in other regions.</summary>
    public ImmutableArray<RegionModel> Spread { get; init; } = [];

    /// <summary>Models of other regions that have replicas there.</summary>
    public ImmutableArray<ModelKey> Guests { get; init; } = [];

    /// <summary>The shortest measured round trips from it to others, in milliseconds.</summary>
    public ImmutableSortedDictionary<string, double> RoundTrips { get; init; } = ImmutableSortedDictionary<string, double>.Empty;
}
