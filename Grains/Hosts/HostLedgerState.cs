using System.Collections.Immutable;
using Krewe.Hosts;

namespace Krewe.Grains.Hosts;

/// <summary>What a host grain keeps on disk: who may use the machine. Written before an answer is given.</summary>
[GenerateSerializer, Alias("krewe.HostLedgerState")]
public sealed record HostLedgerState
{
    /// <summary>The leases by replica.</summary>
    [Id(0)]
    public ImmutableSortedDictionary<string, Lease> Leases { get; init; } =
        ImmutableSortedDictionary<string, Lease>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>The highest epoch that was ever granted.</summary>
    [Id(1)]
    public long LastEpoch { get; init; }

    /// <summary>Whether an operator has told the host to be emptied.</summary>
    [Id(2)]
    public bool Draining { get; init; }

    /// <summary>The UUIDs of the devices that an operator has told to be emptied, in order; also of those that are missing now.</summary>
    [Id(3)]
    public ImmutableArray<string> Cordoned { get; init; } = [];

    /// <summary>When the machine goes by itself; null where nobody said so.</summary>
    [Id(4)]
    public HostNotice? Notice { get; init; }

    /// <summary>The replicas in a stable order.</summary>
    internal ImmutableArray<Lease> InOrder => [.. Leases.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)];
}
