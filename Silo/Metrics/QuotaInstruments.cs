using System.Diagnostics.Metrics;
using Krewe.Silo.Front.Quotas;

namespace Krewe.Silo.Metrics;

/// <summary>What this silo's front did with leased quota.</summary>
internal static class QuotaInstruments
{
    /// <summary>Makes them.</summary>
    /// <param name="meter">Where.</param>
    /// <param name="quotas">The front's; null where there is no front.</param>
    public static void Create(Meter meter, FrontQuotas? quotas)
    {
        void Counter(MetricDefinition definition, Func<QuotaCounts, long> value) =>
            meter.CreateObservableCounter(definition.Name, () => Read(quotas, value), description: definition.Help);

        Counter(MetricCatalog.QuotaMessages, counts => counts.Messages);
        Counter(MetricCatalog.QuotaFailures, counts => counts.Failures);
        Counter(MetricCatalog.QuotaWaits, counts => counts.Waits);
    }

    private static IEnumerable<Measurement<long>> Read(FrontQuotas? quotas, Func<QuotaCounts, long> value) =>
        quotas?.Counts.Select(pair => new Measurement<long>(value(pair.Value), new(MetricLabels.Model, pair.Key.Model), new(MetricLabels.Tenant, pair.Key.Tenant))) ?? [];
}
