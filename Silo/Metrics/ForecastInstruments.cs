using System.Diagnostics.Metrics;
using Krewe.Forecasting;
using Krewe.Grains.Forecasting;
using Krewe.Specs;

namespace Krewe.Silo.Metrics;

/// <summary>How well the forecasts of this silo's models do, as the rounds of demand were told: nobody is asked for it.</summary>
internal static class ForecastInstruments
{
    /// <summary>Makes them.</summary>
    /// <param name="meter">Where.</param>
    /// <param name="demand">The models whose queue is here; null where nobody forecasts.</param>
    public static void Create(Meter meter, DemandTally? demand)
    {
        void Gauge(MetricDefinition definition, Func<ForecastScore, double?> value) =>
            meter.CreateObservableGauge(definition.Name, () => Read(demand, value), description: definition.Help);

        Gauge(MetricCatalog.ForecastError, score => score.Error);
        Gauge(MetricCatalog.ForecastCoverage, score => score.Coverage);
    }

    private static IEnumerable<Measurement<double>> Read(DemandTally? demand, Func<ForecastScore, double?> value) =>
        from pair in demand?.Open ?? []
        from score in pair.Value.Scores
        let read = value(score)
        where read is not null
        select new Measurement<double>(
            read.Value,
            new(MetricLabels.Model, pair.Key.Model),
            new(MetricLabels.Tenant, pair.Key.Tenant),
            new(MetricLabels.Horizon, SpecUnits.FormatDuration(score.Horizon)));
}
