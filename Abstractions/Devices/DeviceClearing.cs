using System.Collections.Immutable;

namespace Krewe.Devices;

/// <summary>What became of a device whose faults an operator has cleared.</summary>
[GenerateSerializer, Immutable, Alias("krewe.DeviceClearing")]
public sealed record DeviceClearing
{
    /// <summary>The machine that holds it.</summary>
    [Id(0)]
    public required string Host { get; init; }

    /// <summary>Its identity on the host.</summary>
    [Id(1)]
    public required string Device { get; init; }

    /// <summary>The faults that are forgotten, in words; empty when there was none.</summary>
    [Id(2)]
    public ImmutableArray<string> Cleared { get; init; } = [];

    /// <summary>What it is good for now.</summary>
    [Id(3)]
    public DeviceHealth Health { get; init; }

    /// <summary>Why its health is still no better: what its driver goes on saying of it cannot be cleared.</summary>
    [Id(4)]
    public ImmutableArray<string> Reasons { get; init; } = [];
}
