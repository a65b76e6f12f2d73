using System.Collections.Immutable;

namespace Krewe.Scheduling.Regions;

/// <summary>A region that lives, and what is free in it.</summary>
public sealed record RegionPlace
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>CPU that nobody leases, in thousandths of a core, summed over its hosts.</summary>
    public long FreeCpuMillicores { get; init; }

    /// <summary>Memory that nobody leases, in bytes, summed.</summary>
    public long FreeMemoryBytes { get; init; }

    /// <summary>What is free of its accelerators, by class.</summary>
    public ImmutableSortedDictionary<string, DeviceRoom> Devices { get; init; } = ImmutableSortedDictionary<string, DeviceRoom>.Empty;

    /// <summary>Whether a place was refused there: what is free lies apart, and sums say too much.</summary>
    public bool Refusing { get; init; }

    /// <summary>Whether it is taken out of service: nothing new goes there, and what is there goes as soon as it is ready elsewhere.</summary>
    public bool Drained { get; init; }

    /// <summary>Machines that can be added there, or are on their way.</summary>
    public ImmutableArray<BuyableMachines> Machines { get; init; } = [];

    /// <summary>What an hour of one core costs there; 0 where nothing is known.</summary>
    public double PricePerCore { get; init; }

    /// <summary>What an hour of one accelerator costs there, with all that belongs to it; 0 where nothing is known.</summary>
    public double PricePerDevice { get; init; }

    /// <summary>What an hour of one replica costs there.</summary>
    /// <param name="need">What it takes.</param>
    public double PriceOf(ReplicaNeed need)
    {
        ArgumentNullException.ThrowIfNull(need);
        return need.Devices > 0 ? PricePerDevice * need.Devices * need.ComputeThousandths / 1_000 : PricePerCore * need.CpuMillicores / 1_000;
    }
}
