using Krewe.Scheduling.Forecasting.Learning;

namespace Krewe.Scheduling.Forecasting.Ensemble;

/// <summary>Working space of forecasts; one for any number of series, in turn. It holds no state of a series.</summary>
public sealed class ForecastScratch
{
    internal ForecastScratch(ForecastOptions options, int members)
    {
        Context = new ForecastContext(options);
        Members = [.. Enumerable.Range(0, members).Select(_ => new double[options.Horizons.Length])];
        Means = new double[options.Horizons.Length];
        Spreads = new double[options.Horizons.Length];
        Values = new double[options.Context];
    }

    /// <summary>The forecasts of each member, by member and horizon.</summary>
    public IReadOnlyList<double[]> Members { get; }

    /// <summary>The ensemble's forecasts of the mean, by horizon.</summary>
    public double[] Means { get; }

    internal double[] Spreads { get; }

    internal double[] Values { get; }

    internal ForecastContext Context { get; }

    /// <summary>A quantile of the last forecast, in the same unit as the rates, at least 0.</summary>
    /// <param name="model">The model that was forecast with.</param>
    /// <param name="horizon">Index into the options' horizons.</param>
    /// <param name="level">The probability, 0.05 to 0.99; between those that are tracked it is interpolated.</param>
    public double Quantile(SeriesModel model, int horizon, double level)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Math.Max(0, Means[horizon] + (Spreads[horizon] * model.Quantiles[horizon].At(level)));
    }
}
