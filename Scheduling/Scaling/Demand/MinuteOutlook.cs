using System.Collections.Immutable;
using Krewe.Scheduling.Forecasting.Ensemble;
using MathNet.Numerics.Distributions;

namespace Krewe.Scheduling.Scaling.Demand;

/// <summary>
/// How the demand of one model may go on: the running minute and the minutes after it at a few probabilities. A scenario stays at its
/// probability throughout: errors of neighbouring minutes go together, and it is the sum over minutes that makes a queue. Immutable.
/// </summary>
public sealed class MinuteOutlook
{
    // Half the distance between the quartiles of a normal distribution, in standard deviations.
    private const double Quartiles = 1.349;

    // How much of the running minute's error is found again in the minutes after it.
    private const double Carried = 0.7;

    // The middles of five parts of equal probability, the last of which is divided: surges are rare and cost most.
    private static readonly double[] Levels = [0.1, 0.3, 0.5, 0.7, 0.89, 0.99];
    private static readonly double[] Parts = [0.2, 0.2, 0.2, 0.2, 0.18, 0.02];
    private static readonly double[] Scores = [.. Levels.Select(level => Normal.InvCDF(0, 1, level))];
    private readonly double[][] _minutes;

    /// <summary>Takes over what a forecast says.</summary>
    /// <param name="running">The running minute.</param>
    /// <param name="scratch">The last forecast, for the minutes after it at horizons 1, 2, 3, ...</param>
    /// <param name="model">The model that was forecast with.</param>
    public MinuteOutlook(RunningMinute running, ForecastScratch scratch, SeriesModel model)
    {
        ArgumentNullException.ThrowIfNull(scratch);
        _minutes = new double[scratch.Means.Length + 1][];
        _minutes[0] = [.. Scores.Select(z => Math.Max(0, running.Mean + (z * running.Deviation)))];
        for (var h = 0; h < scratch.Means.Length; h++)
        {
            var own = Math.Max(1e-3, Deviation(scratch, model, h));
            var wider = Math.Sqrt(1 + (Carried * Carried * running.Deviation * running.Deviation / (own * own)));
            var mean = scratch.Means[h];
            _minutes[h + 1] = [.. Levels.Select(level => Math.Max(0, mean + (wider * (scratch.Quantile(model, h, level) - mean))))];
        }
    }

    /// <summary>Takes over what is known of the minutes in another form.</summary>
    /// <param name="running">The running minute.</param>
    /// <param name="expected">What was expected of it before it began, in requests: what it differs by is found again in the minutes after it.</param>
    /// <param name="minutes">The minutes after it: of each the quantiles at the probabilities <see cref="Probabilities"/>, in requests each minute.</param>
    /// <param name="means">The mean of each of them.</param>
    public MinuteOutlook(RunningMinute running, double expected, IReadOnlyList<IReadOnlyList<double>> minutes, IReadOnlyList<double> means)
    {
        ArgumentNullException.ThrowIfNull(minutes);
        ArgumentNullException.ThrowIfNull(means);
        _minutes = new double[minutes.Count + 1][];
        _minutes[0] = [.. Scores.Select(z => Math.Max(0, running.Mean + (z * running.Deviation)))];
        for (var h = 0; h < minutes.Count; h++)
        {
            var own = Math.Max(1e-3, Deviation(minutes[h]));
            var wider = Math.Sqrt(1 + (Carried * Carried * running.Deviation * running.Deviation / (own * own)));
            var (mean, shift) = (means[h], Carried * (running.Mean - expected));
            _minutes[h + 1] = [.. minutes[h].Select(value => Math.Max(0, mean + shift + (wider * (value - mean))))];
        }
    }

    /// <summary>The probabilities at which scenarios are made.</summary>
    public static IReadOnlyList<double> Probabilities => Levels;

    /// <summary>The standard deviation that the quartiles of a forecast stand for.</summary>
    /// <param name="scratch">The last forecast.</param>
    /// <param name="model">The model that was forecast with.</param>
    /// <param name="horizon">Index into the horizons.</param>
    public static double Deviation(ForecastScratch scratch, SeriesModel model, int horizon)
    {
        ArgumentNullException.ThrowIfNull(scratch);
        return (scratch.Quantile(model, horizon, 0.75) - scratch.Quantile(model, horizon, 0.25)) / Quartiles;
    }

    /// <summary>The standard deviation that the middle ones of a minute's quantiles stand for.</summary>
    /// <param name="quantiles">At <see cref="Probabilities"/>.</param>
    public static double Deviation(IReadOnlyList<double> quantiles)
    {
        ArgumentNullException.ThrowIfNull(quantiles);
        return (quantiles[3] - quantiles[1]) / (Scores[3] - Scores[1]);
    }

    /// <summary>The scenarios, in steps; the last minute goes on.</summary>
    /// <param name="seconds">Seconds of the running minute that have passed.</param>
    /// <param name="steps">Steps wanted.</param>
    /// <param name="stepSeconds">Their length, in seconds.</param>
    /// <param name="minuteSeconds">Length of a minute, in seconds: of one step of the series.</param>
    public ImmutableArray<DemandScenario> Scenarios(double seconds, int steps, double stepSeconds, double minuteSeconds = 60) =>
    [
        .. Levels.Select((_, level) => new DemandScenario(Parts[level],
        [
            .. Enumerable.Range(0, steps).Select(step =>
                _minutes[Math.Min((int)((seconds + ((step + 0.5) * stepSeconds)) / minuteSeconds), _minutes.Length - 1)][level] / minuteSeconds),
        ])),
    ];
}
