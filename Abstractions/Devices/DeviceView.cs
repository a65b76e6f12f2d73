using System.Collections.Immutable;

namespace Krewe.Devices;

/// <summary>A device as its grain sees it.</summary>
[GenerateSerializer, Immutable, Alias("krewe.DeviceView")]
public sealed record DeviceView
{
    /// <summary>The machine that holds it.</summary>
    [Id(0)]
    public required string Host { get; init; }

    /// <summary>The last measurement.</summary>
    [Id(1)]
    public required DeviceObservation Observation { get; init; }

    /// <summary>Whether it can be used.</summary>
    [Id(2)]
    public DeviceHealth Health { get; init; }

    /// <summary>When it was last measured.</summary>
    [Id(3)]
    public DateTimeOffset SeenAt { get; init; }

    /// <summary>Since when its health is what it is.</summary>
    [Id(4)]
    public DateTimeOffset Since { get; init; }

    /// <summary>Bytes of its memory that are not leased, and that nobody else holds.</summary>
    [Id(5)]
    public long FreeMemoryBytes { get; init; }

    /// <summary>Thousandths of its compute that are not leased.</summary>
    [Id(6)]
    public int FreeComputeThousandths { get; init; }

    /// <summary>The highest epoch that was granted on it.</summary>
    [Id(7)]
    public long HighestEpoch { get; init; }

    /// <summary>Whether it takes new leases.</summary>
    [Id(8)]
    public DeviceState State { get; init; }

    /// <summary>Why its health is no better, all reasons, the worst first; empty when it is healthy.</summary>
    [Id(9)]
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>Whether what runs there is ended at once: the device is gone, or what it computes is wrong or stuck.</summary>
    [Id(10)]
    public bool Evict { get; init; }

    /// <summary>The number of the last error that its driver reported; 0 for none.</summary>
    [Id(11)]
    public int LastXid { get; init; }

    /// <summary>Bytes of its memory that others than this cluster's model servers hold; they are not free.</summary>
    [Id(12)]
    public long ForeignMemoryBytes { get; init; }

    /// <summary>Its faults that stay until it was reset or an operator clears them, in words.</summary>
    [Id(13)]
    public ImmutableArray<string> Faults { get; init; } = [];
}
