using System.Collections.Immutable;

namespace Krewe.Specs.Devices;

/// <summary>What a file of devices says: classes, pools by devices, simulated devices. docs/devices.md has its keys.</summary>
public sealed record DeviceFile
{
    /// <summary>A file that says nothing.</summary>
    public static DeviceFile Empty { get; } = new();

    /// <summary>Rules for classes, tried in order, before those that are built in.</summary>
    public ImmutableArray<DeviceClassRule> Classes { get; init; } = [];

    /// <summary>Rules for the pool of a machine, tried in order.</summary>
    public ImmutableArray<DevicePoolRule> Pools { get; init; } = [];

    /// <summary>Devices that are not there and are offered all the same.</summary>
    public ImmutableArray<SimulatedGroup> Simulated { get; init; } = [];
}
