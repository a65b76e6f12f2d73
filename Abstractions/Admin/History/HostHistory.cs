using System.Collections.Immutable;

namespace Krewe.Admin.History;

/// <summary>A host by seconds.</summary>
public sealed record HostHistory
{
    /// <summary>Its name.</summary>
    public required string Host { get; init; }

    /// <summary>Share of all its cores in use, 0 to 1.</summary>
    public ImmutableArray<double?> CpuUtilization { get; init; } = [];

    /// <summary>Thousandths of CPU cores that are leased.</summary>
    public ImmutableArray<int?> LeasedCpuMillicores { get; init; } = [];

    /// <summary>Bytes of memory that are leased.</summary>
    public ImmutableArray<long?> LeasedMemoryBytes { get; init; } = [];

    /// <summary>Leases on it.</summary>
    public ImmutableArray<int?> Leases { get; init; } = [];
}
