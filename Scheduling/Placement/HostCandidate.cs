using System.Collections.Immutable;

namespace Krewe.Scheduling.Placement;

/// <summary>A host as placement sees it at one instant: what it has, and what nobody holds.</summary>
public sealed record HostCandidate
{
    /// <summary>Identity, unique in a snapshot.</summary>
    public required string Name { get; init; }

    /// <summary>Its region.</summary>
    public required string Region { get; init; }

    /// <summary>Its zone; empty when it has none.</summary>
    public string Zone { get; init; } = "";

    /// <summary>Whether it takes new work.</summary>
    public HostAvailability Availability { get; init; }

    /// <summary>Thousandths of CPU cores that it has.</summary>
    public required long CpuTotalMillicores { get; init; }

    /// <summary>Thousandths of CPU cores that nobody holds; negative on a host that is overcommitted from outside.</summary>
    public required long CpuFreeMillicores { get; init; }

    /// <summary>Bytes of memory that it has.</summary>
    public required long MemoryTotalBytes { get; init; }

    /// <summary>Bytes of memory that nobody holds; negative on a host that is overcommitted from outside.</summary>
    public required long MemoryFreeBytes { get; init; }

    /// <summary>Its accelerators; the CPU is none of them.</summary>
    public ImmutableArray<DeviceCandidate> Devices { get; init; } = [];
}
