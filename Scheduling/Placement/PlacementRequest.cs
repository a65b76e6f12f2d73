using System.Collections.Immutable;

namespace Krewe.Scheduling.Placement;

/// <summary>One replica that looks for a host.</summary>
public sealed record PlacementRequest
{
    /// <summary>Identity of the replica.</summary>
    public required string ReplicaId { get; init; }

    /// <summary>Identity of its model: replicas of one model are spread.</summary>
    public required string Model { get; init; }

    /// <summary>Thousandths of a CPU core, not negative.</summary>
    public long CpuMillicores { get; init; }

    /// <summary>Bytes of memory, not negative.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>The accelerators it needs; null for none.</summary>
    public DeviceRequirement? Devices { get; init; }

    /// <summary>The regions that will do; empty means any.</summary>
    public ImmutableArray<string> AllowedRegions { get; init; } = [];

    /// <summary>The zones that will do; empty means any.</summary>
    public ImmutableArray<string> AllowedZones { get; init; } = [];

    /// <summary>The hosts that will do; empty means any.</summary>
    public ImmutableArray<string> AllowedHosts { get; init; } = [];

    /// <summary>How replicas of the model share hosts.</summary>
    public SpreadRule Spread { get; init; }

    /// <summary>The host of each other replica of the model, once for each; a transaction adds and takes off its own changes.</summary>
    public ImmutableArray<string> PeerHosts { get; init; } = [];

    /// <summary>Hosts that hold the model's files already; preferred where spreading leaves the choice.</summary>
    public ImmutableArray<string> WarmHosts { get; init; } = [];

    internal void ThrowIfInvalid()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(CpuMillicores, nameof(CpuMillicores));
        ArgumentOutOfRangeException.ThrowIfNegative(MemoryBytes, nameof(MemoryBytes));
        if (Devices is { } devices)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(devices.Count, 1, nameof(devices.Count));
            ArgumentOutOfRangeException.ThrowIfNegative(devices.MemoryBytes, nameof(devices.MemoryBytes));
            ArgumentOutOfRangeException.ThrowIfNegative(devices.ComputeThousandths, nameof(devices.ComputeThousandths));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(devices.ComputeThousandths, 1_000, nameof(devices.ComputeThousandths));
        }
    }
}
