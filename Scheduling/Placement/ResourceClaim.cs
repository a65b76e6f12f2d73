using System.Collections.Immutable;

namespace Krewe.Scheduling.Placement;

/// <summary>What a lease holds of one host.</summary>
public sealed record ResourceClaim
{
    /// <summary>Thousandths of a CPU core, not negative.</summary>
    public required long CpuMillicores { get; init; }

    /// <summary>Bytes of memory, not negative.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>The accelerators shared in; empty for none.</summary>
    public ImmutableArray<string> DeviceIds { get; init; } = [];

    /// <summary>Bytes on each of those accelerators, not negative.</summary>
    public long DeviceMemoryBytes { get; init; }

    /// <summary>Thousandths of each one's compute, not negative.</summary>
    public int DeviceComputeThousandths { get; init; }

    internal void ThrowIfInvalid()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(CpuMillicores, nameof(CpuMillicores));
        ArgumentOutOfRangeException.ThrowIfNegative(MemoryBytes, nameof(MemoryBytes));
        ArgumentOutOfRangeException.ThrowIfNegative(DeviceMemoryBytes, nameof(DeviceMemoryBytes));
        ArgumentOutOfRangeException.ThrowIfNegative(DeviceComputeThousandths, nameof(DeviceComputeThousandths));
    }
}
