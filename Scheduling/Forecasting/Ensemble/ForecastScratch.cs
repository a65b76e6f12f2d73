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
    }

    /// <summary>The forecasts of each member, by member and horizon.</summary>
    public IReadOnlyList<double[]> Members { get; }

    /// <summary>The ensemble's forecasts of the mean, by horizon.</summary>
    public double[] Means { get; }

    internal double[] Spreads { get; }

    internal ForecastContext Context { get; }
}
