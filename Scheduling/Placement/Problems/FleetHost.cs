using System.Collections.Immutable;

namespace Krewe.Scheduling.Placement.Problems;

/// <summary>A host with all that models of the problem may use of it, so without what others hold.</summary>
public sealed record FleetHost
{
    /// <summary>Identity, unique in a problem.</summary>
    public required string Name { get; init; }

    /// <summary>Its region.</summary>
    public required string Region { get; init; }

    /// <summary>Its zone; empty when it has none, which is a zone of its own.</summary>
    public string Zone { get; init; } = "";

    /// <summary>The dedicated pool that it belongs to; empty for the one that all share.</summary>
    public string Pool { get; init; } = "";

    /// <summary>Whether it takes work; what runs on a draining host has to go, on a cordoned one it may stay.</summary>
    public HostAvailability Availability { get; init; }

    /// <summary>Thousandths of CPU cores, not negative.</summary>
    public required long CpuMillicores { get; init; }

    /// <summary>Bytes of memory, not negative.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Megabits per second of network, not negative; default without limit.</summary>
    public long NetworkMegabits { get; init; } = long.MaxValue / 4;

    /// <summary>Bytes of disk, not negative; default without limit.</summary>
    public long DiskBytes { get; init; } = long.MaxValue / 4;

    /// <summary>Bytes of a model's files that it loads in a second, at least 1; default 1 GiB.</summary>
    public long LoadBytesPerSecond { get; init; } = 1L << 30;

    /// <summary>What it costs; default nothing.</summary>
    public HostPrice Price { get; init; } = HostPrice.Free;

    /// <summary>Its accelerators.</summary>
    public ImmutableArray<FleetDevice> Devices { get; init; } = [];
}
