using Krewe.Hosts;

namespace Krewe.History;

/// <summary>A host in one second.</summary>
[GenerateSerializer, Immutable, Alias("krewe.HostSample")]
public sealed record HostSample
{
    /// <summary>Which second; seconds since 1970, UTC.</summary>
    [Id(0)]
    public long Second { get; init; }

    /// <summary>Whether it takes new leases.</summary>
    [Id(1)]
    public HostState State { get; init; }

    /// <summary>Share of all its cores in use, 0 to 1; null when not known.</summary>
    [Id(2)]
    public double? CpuUtilization { get; init; }

    /// <summary>Thousandths of CPU cores in all.</summary>
    [Id(3)]
    public int CpuMillicores { get; init; }

    /// <summary>Thousandths of CPU cores that are leased.</summary>
    [Id(4)]
    public int LeasedCpuMillicores { get; init; }

    /// <summary>Bytes of memory in all.</summary>
    [Id(5)]
    public long MemoryBytes { get; init; }

    /// <summary>Bytes of memory that are leased.</summary>
    [Id(6)]
    public long LeasedMemoryBytes { get; init; }

    /// <summary>Leases on it.</summary>
    [Id(7)]
    public int Leases { get; init; }
}
