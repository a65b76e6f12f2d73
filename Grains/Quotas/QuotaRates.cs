using System.Collections.Immutable;
using Krewe.Scheduling.Queueing.Quotas;
using Krewe.Specs;

namespace Krewe.Grains.Quotas;

/// <summary>The limits of a spec's quota.</summary>
public static class QuotaRates
{
    /// <summary>As the ledger and fronts take them.</summary>
    /// <param name="quota">What the spec says; null for no limit.</param>
    public static QuotaLimits Of(QuotaSpec? quota) => quota is null ? QuotaLimits.None : new QuotaLimits
    {
        All = quota.RequestThousandths is { } all ? Limit(all, quota) : null,
        PerKey = quota.PerKeyThousandths is { } each ? Limit(each, quota) : null,
        Keys = quota.KeyThousandths.ToImmutableDictionary(pair => pair.Key, pair => Limit(pair.Value, quota), StringComparer.Ordinal),
    };

    private static QuotaLimit Limit(int thousandths, QuotaSpec quota) => new(thousandths / 1_000.0, quota.Burst);
}
