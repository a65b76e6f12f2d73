using System.Collections.Immutable;

namespace Krewe.Models.Quotas;

/// <summary>What the ledger of a quota answers.</summary>
[GenerateSerializer, Immutable, Alias("krewe.QuotaAnswer")]
public sealed record QuotaAnswer
{
    /// <summary>By key; those that have no limit are not there.</summary>
    [Id(0)]
    public ImmutableArray<QuotaKeyLease> Leases { get; init; } = [];
}
