using System.Collections.Immutable;
using System.Globalization;
using Krewe.Errors;
using Krewe.Naming;
using Krewe.Pools;

namespace Krewe.Silo.Configuration;

/// <summary>The setting of what tenants may hold in a pool.</summary>
internal sealed class QuotaSettingsParser(IReadOnlyDictionary<string, SettingSource> values, List<Problem> problems) : SettingValues(values, problems)
{
    /// <summary>The most devices or cores that a quota may name.</summary>
    private const decimal Most = 1_000_000;

    public ImmutableArray<SnapshotQuota> Parse()
    {
        if (!Text(SettingCatalog.TenantQuotas, out var source))
        {
            return [];
        }

        var quotas = new SortedDictionary<string, SnapshotQuota>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in source.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=', 2, StringSplitOptions.TrimEntries) is not [var name, var amount] || name.Split('/') is not [var tenant, var kind] || !NameRules.IsResourceName(tenant))
            {
                Add(source, SettingCatalog.TenantQuotas, $"'{part}' is no quota");
            }
            else if (!seen.Add(name))
            {
                Add(source, SettingCatalog.TenantQuotas, $"'{name}' is given twice");
            }
            else if (Set(quotas.GetValueOrDefault(tenant) ?? new SnapshotQuota { Tenant = tenant }, kind, amount) is { } quota)
            {
                quotas[tenant] = quota;
            }
            else
            {
                Add(source, SettingCatalog.TenantQuotas, $"'{part}' is no quota");
            }
        }

        return [.. quotas.Values];
    }

    private static SnapshotQuota? Set(SnapshotQuota quota, string kind, string amount) => kind switch
    {
        "devices" when Thousandths(amount) is { } devices => quota with { DeviceThousandths = devices },
        "cpu" when Thousandths(amount) is { } cores => quota with { CpuMillicores = cores },
        "memory" when ByteSize.TryParse(amount, out var bytes) => quota with { MemoryBytes = bytes },
        _ => null,
    };

    private static long? Thousandths(string amount) =>
        decimal.TryParse(amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= Most ? (long)(value * 1_000) : null;
}
