using System.Collections.Immutable;

namespace Krewe.Scheduling.Placement;

/// <summary>The accelerators that one replica needs, all on one host and all different.</summary>
public sealed record DeviceRequirement
{
    /// <summary>How many, at least 1.</summary>
    public required int Count { get; init; }

    /// <summary>The classes that will do; empty means any. Classes may be mixed.</summary>
    public ImmutableArray<string> Classes { get; init; } = [];

    /// <summary>Bytes of memory on each device, not negative.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Thousandths of each device's compute, 0 to 1,000; default all of it.</summary>
    public int ComputeThousandths { get; init; } = 1_000;

    internal bool Accepts(DeviceCandidate device) => Classes.IsEmpty || Classes.Contains(device.DeviceClass);
}
