using System.Collections.Immutable;

namespace Krewe.Grains.Devices;

/// <summary>What a device grain keeps on disk: the faults that only a reset ends, and what would show one. A silo that starts again has not repaired anything.</summary>
[GenerateSerializer, Alias("krewe.DeviceFaultsState")]
public sealed record DeviceFaultsState
{
    /// <summary>The faults.</summary>
    [Id(0)]
    public ImmutableArray<StoredFault> Faults { get; init; } = [];

    /// <summary>The energy counter when they were stored, in joules; null when it tells none.</summary>
    [Id(1)]
    public double? EnergyJoules { get; init; }

    /// <summary>What the driver said then that would repair it, as NVML numbers it.</summary>
    [Id(2)]
    public int Recovery { get; init; }

    /// <summary>The start of the machine in which they were; null when it is not known.</summary>
    [Id(3)]
    public string? Boot { get; init; }
}
