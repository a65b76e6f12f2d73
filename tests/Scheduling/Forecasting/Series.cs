using Krewe.Scheduling.Forecasting;
using Krewe.Scheduling.Forecasting.Ensemble;
using Krewe.Scheduling.Forecasting.History;

namespace Krewe.Scheduling.Tests.Forecasting;

/// <summary>Series with a known law, and small settings that learn quickly.</summary>
internal static class Series
{
    public const int Season = 96;

    public static ForecastOptions Small { get; } = new()
    {
        Season = Season, ShortSeason = 12, Cycles = 8, Context = 15, Horizons = [1, 2, 4, 8, 24],
    };

    /// <summary>A day, twelve steps of an inner rhythm and noise.</summary>
    public static double Rate(long step, Random random, double level = 200, int shift = 0) => Math.Max(0,
        level + (0.5 * level * Math.Sin(2 * Math.PI * (step + shift) / Season)) + (step % 12 == 0 ? 0.3 * level : 0) + (0.05 * level * Noise(random)));

    public static double Noise(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public static StepHistory History(int steps, int seed, Func<long, Random, double>? rate = null, int? capacity = null)
    {
        var random = new Random(seed);
        var history = new StepHistory(capacity ?? (Small.Season * Small.Cycles));
        for (var step = 0; step < steps; step++)
        {
            history.Append(step, rate is null ? Rate(step, random) : rate(step, random));
        }

        return history;
    }

    /// <summary>Goes on with a series; returns the squared errors of the ensemble (first) and of each member at a horizon.</summary>
    public static double[] Errors(SeriesForecaster series, ForecastEnsemble ensemble, int steps, int horizon, Func<long, double> rate)
    {
        var scratch = ensemble.CreateScratch();
        var waiting = new Queue<(long Target, double[] Forecasts)>();
        var errors = new double[1 + ensemble.Members.Length];
        for (var i = 0; i < steps; i++)
        {
            var now = series.History.End;
            series.Forecast(scratch);
            waiting.Enqueue((now - 1 + ensemble.Options.Horizons[horizon],
                [scratch.Means[horizon], .. scratch.Members.Select(member => member[horizon])]));
            var value = rate(now);
            while (waiting.TryPeek(out var due) && due.Target <= now)
            {
                waiting.Dequeue();
                for (var k = 0; k < errors.Length; k++)
                {
                    errors[k] += (due.Forecasts[k] - value) * (due.Forecasts[k] - value);
                }
            }

            series.Observe(now, value);
        }

        return errors;
    }
}
