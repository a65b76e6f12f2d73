using System.Collections.Immutable;

namespace Krewe.Grains.Placement;

/// <summary>All leases of a pool's replicas.</summary>
[GenerateSerializer, Immutable, Alias("krewe.LeaseTable")]
public sealed record LeaseTable
{
    /// <summary>The pool's key.</summary>
    [Id(0)]
    public required string Pool { get; init; }

    /// <summary>The highest epoch that the pool knew: what is newer than that is not touched.</summary>
    [Id(1)]
    public required long LastEpoch { get; init; }

    /// <summary>The leases.</summary>
    [Id(2)]
    public required ImmutableArray<LeasePlace> Leases { get; init; }
}
