using Krewe.Scheduling.Forecasting.Learning;
using Krewe.Scheduling.Forecasting.Quantiles;

namespace Krewe.Scheduling.Forecasting.Ensemble;

/// <summary>What is known about one series beside its history: season, what the members have learned, their errors, the error's quantiles.</summary>
public sealed class SeriesModel
{
    internal SeriesModel(ForecastOptions options, double[] weights)
    {
        Profile = SeasonalProfile.Empty(options);
        Learned = [.. Enumerable.Repeat<float[]>([], weights.Length)];
        Moments = [.. options.Horizons.Select(_ => new ErrorMoments(weights))];
        Quantiles = [.. options.Horizons.Select(_ => new QuantileTracker())];
    }

    /// <summary>The season.</summary>
    public SeasonalProfile Profile { get; internal set; }

    internal float[][] Learned { get; set; }

    internal ErrorMoments[] Moments { get; }

    internal QuantileTracker[] Quantiles { get; }

    /// <summary>The weights of the members at a horizon: at least 0, sum 1.</summary>
    /// <param name="horizon">Index into the options' horizons.</param>
    public ReadOnlySpan<double> WeightsAt(int horizon) => Moments[horizon].Weights;

    internal SeriesModel Copy(ForecastOptions options, SeasonalProfile profile)
    {
        var copy = new SeriesModel(options, new double[Learned.Length]) { Profile = profile, Learned = Learned };
        for (var h = 0; h < Moments.Length; h++)
        {
            Moments[h].CopyTo(copy.Moments[h]);
            Quantiles[h].CopyTo(copy.Quantiles[h]);
        }

        return copy;
    }
}
