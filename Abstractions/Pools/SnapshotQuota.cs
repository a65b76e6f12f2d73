namespace Krewe.Pools;

/// <summary>The most that all models of a tenant may hold together in a pool; see docs/placement.md.</summary>
[GenerateSerializer, Immutable, Alias("krewe.SnapshotQuota")]
public sealed record SnapshotQuota
{
    /// <summary>The tenant.</summary>
    [Id(0)]
    public required string Tenant { get; init; }

    /// <summary>Thousandths of devices; null for no limit.</summary>
    [Id(1)]
    public long? DeviceThousandths { get; init; }

    /// <summary>Thousandths of CPU cores; null for no limit.</summary>
    [Id(2)]
    public long? CpuMillicores { get; init; }

    /// <summary>Bytes of memory of hosts; null for no limit.</summary>
    [Id(3)]
    public long? MemoryBytes { get; init; }
}
