using System.Collections.Immutable;
using Krewe.Naming;

namespace Krewe.Hosts;

/// <summary>What a pool asks of a host for a replica. Repeating it gives the same lease.</summary>
[GenerateSerializer, Immutable, Alias("krewe.LeaseRequest")]
public sealed record LeaseRequest
{
    /// <summary>For whom.</summary>
    [Id(0)]
    public required ReplicaId Replica { get; init; }

    /// <summary>The highest epoch that the replica ever had; the new one will be greater.</summary>
    [Id(1)]
    public long EpochAbove { get; init; }

    /// <summary>Thousandths of a CPU core.</summary>
    [Id(2)]
    public required int CpuMillicores { get; init; }

    /// <summary>Bytes of memory.</summary>
    [Id(3)]
    public required long MemoryBytes { get; init; }

    /// <summary>The UUIDs of the accelerators that the solver chose.</summary>
    [Id(4)]
    public ImmutableArray<string> Devices { get; init; } = [];

    /// <summary>Bytes on each of them.</summary>
    [Id(5)]
    public long DeviceMemoryBytes { get; init; }

    /// <summary>Thousandths of each one's compute.</summary>
    [Id(6)]
    public int DeviceComputeThousandths { get; init; }

    /// <summary>The pool that asks; null when it does not say. Devices of other pools are refused.</summary>
    [Id(7)]
    public string? Pool { get; init; }
}
