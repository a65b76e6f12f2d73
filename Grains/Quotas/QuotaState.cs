namespace Krewe.Grains.Quotas;

/// <summary>What the ledger of a quota keeps. Its counts are not kept: what is not known counts as spent.</summary>
[GenerateSerializer, Alias("krewe.QuotaState")]
public sealed record QuotaState
{
    /// <summary>Until when something may have been leased; null when nothing ever was.</summary>
    [Id(0)]
    public DateTimeOffset? UsedUntil { get; init; }
}
