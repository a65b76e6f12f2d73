using System.Collections.Immutable;
using Krewe.Naming;

namespace Krewe.Hosts;

/// <summary>The right of a replica to use part of a host, fenced by its epoch.</summary>
[GenerateSerializer, Immutable, Alias("krewe.Lease")]
public sealed record Lease
{
    /// <summary>Who may use it.</summary>
    [Id(0)]
    public required ReplicaId Replica { get; init; }

    /// <summary>The host that granted it.</summary>
    [Id(1)]
    public required string Host { get; init; }

    /// <summary>The fencing token: greater than that of every earlier lease of the host and of the replica.</summary>
    [Id(2)]
    public required long Epoch { get; init; }

    /// <summary>Thousandths of a CPU core.</summary>
    [Id(3)]
    public required int CpuMillicores { get; init; }

    /// <summary>Bytes of memory.</summary>
    [Id(4)]
    public required long MemoryBytes { get; init; }

    /// <summary>The UUIDs of the accelerators that are shared in; empty for none.</summary>
    [Id(5)]
    public ImmutableArray<string> Devices { get; init; } = [];

    /// <summary>Bytes on each of those accelerators.</summary>
    [Id(6)]
    public long DeviceMemoryBytes { get; init; }

    /// <summary>Thousandths of each one's compute.</summary>
    [Id(7)]
    public int DeviceComputeThousandths { get; init; }

    /// <summary>Whether it was returned and waits for the exit of its process to be seen.</summary>
    [Id(8)]
    public bool Releasing { get; init; }

    /// <summary>When it was granted.</summary>
    [Id(9)]
    public DateTimeOffset GrantedAt { get; init; }

    /// <summary>The pool that asked for it; null when it did not say.</summary>
    [Id(10)]
    public string? Pool { get; init; }

    /// <summary>The zone of the host; null when it has not told.</summary>
    [Id(11)]
    public string? Zone { get; init; }

    /// <summary>The class of those accelerators, or <c>cpu</c> without any; several are joined by <c>+</c>. Null when it was granted before it was told.</summary>
    [Id(12)]
    public string? DeviceClass { get; init; }
}
