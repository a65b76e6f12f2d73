using System.Collections.Immutable;
using Krewe.Specs;

namespace Krewe.Models.Quotas;

/// <summary>What a front tells the ledger of a model's quota.</summary>
[GenerateSerializer, Immutable, Alias("krewe.QuotaReport")]
public sealed record QuotaReport
{
    /// <summary>Which process of a front; another one after each start.</summary>
    [Id(0)]
    public required string Front { get; init; }

    /// <summary>The host that it runs on.</summary>
    [Id(1)]
    public required string Host { get; init; }

    /// <summary>The generation of the spec that it knows.</summary>
    [Id(2)]
    public required long Generation { get; init; }

    /// <summary>The quota of that spec.</summary>
    [Id(3)]
    public required QuotaSpec Quota { get; init; }

    /// <summary>Its words, by key.</summary>
    [Id(4)]
    public ImmutableArray<QuotaKeyWord> Keys { get; init; } = [];
}
