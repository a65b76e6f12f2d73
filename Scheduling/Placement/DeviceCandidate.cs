namespace Krewe.Scheduling.Placement;

/// <summary>An accelerator of a host.</summary>
public sealed record DeviceCandidate
{
    /// <summary>Identity, unique on its host.</summary>
    public required string Id { get; init; }

    /// <summary>Its class, such as <c>nvidia-h100</c>; compared by ordinal.</summary>
    public required string DeviceClass { get; init; }

    /// <summary>Bytes of memory that it has.</summary>
    public required long MemoryTotalBytes { get; init; }

    /// <summary>Bytes of memory that nobody holds.</summary>
    public required long MemoryFreeBytes { get; init; }

    /// <summary>Thousandths of compute that it has; default 1,000.</summary>
    public int ComputeTotalThousandths { get; init; } = 1_000;

    /// <summary>Thousandths of compute that nobody holds; default 1,000.</summary>
    public int ComputeFreeThousandths { get; init; } = 1_000;

    /// <summary>Whether it takes new work.</summary>
    public DeviceCondition Condition { get; init; }
}
