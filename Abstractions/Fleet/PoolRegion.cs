using System.Collections.Immutable;
using Krewe.Machines;
using Krewe.Naming;

namespace Krewe.Fleet;

/// <summary>A pool as the fleet needs it to spread models over regions.</summary>
[GenerateSerializer, Immutable, Alias("krewe.PoolRegion")]
public sealed record PoolRegion
{
    /// <summary>Which.</summary>
    [Id(0)]
    public required PoolKey Pool { get; init; }

    /// <summary>CPU of active hosts that nobody leases, in thousandths of a core.</summary>
    [Id(1)]
    public long FreeCpuMillicores { get; init; }

    /// <summary>Memory of active hosts that nobody leases, in bytes.</summary>
    [Id(2)]
    public long FreeMemoryBytes { get; init; }

    /// <summary>What is free of usable accelerators, by class.</summary>
    [Id(3)]
    public ImmutableArray<ClassRoom> Devices { get; init; } = [];

    /// <summary>The models.</summary>
    [Id(4)]
    public ImmutableArray<PoolRegionModel> Models { get; init; } = [];

    /// <summary>What an hour of one core of its hosts costs, what is paid anyway not counted; 0 where nothing is known.</summary>
    [Id(5)]
    public double PricePerCore { get; init; }

    /// <summary>What an hour of one accelerator of its hosts costs, with all that belongs to it; 0 where nothing is known.</summary>
    [Id(6)]
    public double PricePerDevice { get; init; }

    /// <summary>How much of what is needed may be on spot machines; null where no machines can be added.</summary>
    [Id(7)]
    public SpotLimits? Spot { get; init; }
}
