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
        Weights = [.. options.Horizons.Select(horizon => new HorizonWeights(weights, EvennessAt(horizon), horizon))];
        for (var h = 1; h < Weights.Length; h++)
        {
            Weights[h - 1].Join(Weights[h]);
        }

        Spreads = [.. options.Horizons.Select(_ => SpreadModel.Unlearned)];
        Quantiles = [.. options.Horizons.Select(_ => new QuantileTracker())];
    }

    /// <summary>The season.</summary>
    public SeasonalProfile Profile { get; internal set; }

    internal float[][] Learned { get; set; }

    internal HorizonWeights[] Weights { get; }

    internal SpreadModel[] Spreads { get; }

    internal QuantileTracker[] Quantiles { get; }

    /// <summary>The weights of the members at a horizon: at least 0, sum 1.</summary>
    /// <param name="horizon">Index into the options' horizons.</param>
    public ReadOnlySpan<double> WeightsAt(int horizon) => Weights[horizon].Weights;

    /// <summary>Another model that knows the same, and goes its own way from here.</summary>
    /// <param name="ensemble">The forecasters that learned it.</param>
    public SeriesModel Clone(ForecastEnsemble ensemble)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        return Copy(ensemble.Options, Profile);
    }

    // Errors of a far horizon overlap: as many of them say less, so less is told apart.
    private static double EvennessAt(int horizon) => 0.03 * (1 + Math.Log2(horizon));

    internal SeriesModel Copy(ForecastOptions options, SeasonalProfile profile)
    {
        var copy = new SeriesModel(options, new double[Learned.Length]) { Profile = profile, Learned = Learned };
        for (var h = 0; h < Weights.Length; h++)
        {
            Weights[h].CopyTo(copy.Weights[h]);
            copy.Spreads[h] = Spreads[h];
            Quantiles[h].CopyTo(copy.Quantiles[h]);
        }

        return copy;
    }
}
