using System.Collections.Immutable;
using Krewe.Devices;

namespace Krewe.Admin.History;

/// <summary>A device in one second.</summary>
public sealed record LiveDevice
{
    /// <summary>The machine that holds it.</summary>
    public required string Host { get; init; }

    /// <summary>Its identity on that machine: a GPU's UUID, or <c>cpu</c>.</summary>
    public required string Device { get; init; }

    /// <summary>Its class, such as <c>cpu</c> or <c>h100</c>.</summary>
    public string Class { get; init; } = "";

    /// <summary>What its maker calls it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether it can be used.</summary>
    public DeviceHealth Health { get; init; }

    /// <summary>Share of the time in use, 0 to 1; null when not measured.</summary>
    public double? Utilization { get; init; }

    /// <summary>Bytes of its memory.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Bytes of its memory in use; null when not measured.</summary>
    public long? UsedMemoryBytes { get; init; }

    /// <summary>What it draws, in watts; null when not measured.</summary>
    public double? PowerWatts { get; init; }

    /// <summary>Its temperature, degrees Celsius; null when not measured.</summary>
    public double? Temperature { get; init; }

    /// <summary>Why its health is no better, the worst first; empty when it is healthy.</summary>
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>Leases that share it; for a CPU those of its host.</summary>
    public int Leases { get; init; }
}
