using Krewe.Hosts;

namespace Krewe.Admin.History;

/// <summary>A host in one second.</summary>
public sealed record LiveHost
{
    /// <summary>Its name.</summary>
    public required string Host { get; init; }

    /// <summary>Whether it takes new leases.</summary>
    public HostState State { get; init; }

    /// <summary>Share of all its cores in use, 0 to 1; null when not known.</summary>
    public double? CpuUtilization { get; init; }

    /// <summary>Thousandths of CPU cores in all.</summary>
    public int CpuMillicores { get; init; }

    /// <summary>Thousandths of CPU cores that are leased.</summary>
    public int LeasedCpuMillicores { get; init; }

    /// <summary>Bytes of memory in all.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Bytes of memory that are leased.</summary>
    public long LeasedMemoryBytes { get; init; }

    /// <summary>Leases on it.</summary>
    public int Leases { get; init; }
}
