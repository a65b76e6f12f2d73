using System.Collections.Immutable;
using Krewe.Bench.Reporting;
using Krewe.Scheduling.Forecasting;
using Krewe.Scheduling.Forecasting.Ensemble;

namespace Krewe.Bench.Forecasting;

/// <summary>A round over many models, each with ten days of minutes and all horizons up to a day, on one core.</summary>
internal static class RoundTask
{
    private const int Days = 10;
    private const int Fleet = 10_000;
    private const double RoundSeconds = 10;
    private const int MostBytes = 64 * 1024;

    /// <param name="models">Models that exist at a time; the round of the whole fleet is computed from theirs.</param>
    public static IEnumerable<BenchRow> Run(int models)
    {
        var ensemble = new ForecastEnsemble(ForecastOptions.Minutes);
        var state = Learned(ensemble, out var processor);
        var fleet = Enumerable.Range(0, models).Select(_ => DemandForecaster.Restore(ensemble, state)).ToArray();
        var scratch = ensemble.CreateScratch();
        Round(fleet, scratch);
        var begun = Environment.CpuUsage.TotalTime;
        Round(fleet, scratch);
        var seconds = (Environment.CpuUsage.TotalTime - begun).TotalSeconds * Fleet / models;
        // Each model learns once a day; this is the part of a round that it takes.
        var share = processor.TotalSeconds * Fleet * RoundSeconds / TimeSpan.FromDays(1).TotalSeconds;
        yield return Bounded("state", "bytes", state.Length, MostBytes);
        yield return Bounded("processor_ms_per_forecast", "ms", seconds * 1000 / Fleet, 1);
        yield return Bounded("processor_s_for_10000_forecasts_and_their_learning", "s", seconds + share, RoundSeconds);
        yield return new BenchRow("24 h ahead", "processor_ms_per_learning", "ms", processor.TotalMilliseconds);
    }

    private static BenchRow Bounded(string metric, string unit, double value, double most) =>
        new("24 h ahead", metric, unit, value, ImmutableSortedDictionary<string, double>.Empty.Add("at most", most), value <= most);

    private static byte[] Learned(ForecastEnsemble ensemble, out TimeSpan processor)
    {
        var random = new Random(1);
        var forecaster = new DemandForecaster(ensemble);
        var start = DateTimeOffset.UnixEpoch;
        for (var minute = 0; minute < Days * 1440; minute++)
        {
            // One second stands for its minute: what is timed is not the taking.
            var rate = 20 + (8 * Math.Sin(2 * Math.PI * minute / 1440)) + (minute % 60 == 0 ? 10 : 0) + (4 * random.NextDouble());
            forecaster.Observe(start.AddMinutes(minute), rate);
        }

        forecaster.Learn();
        var begun = Environment.CpuUsage.TotalTime;
        forecaster.Learn();
        processor = Environment.CpuUsage.TotalTime - begun;
        forecaster.Forecast(ensemble.CreateScratch());
        return forecaster.Save();
    }

    private static void Round(DemandForecaster[] fleet, ForecastScratch scratch)
    {
        foreach (var forecaster in fleet)
        {
            forecaster.Forecast(scratch);
        }
    }
}
