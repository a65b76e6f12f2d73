using System.Collections.Immutable;
using Krewe.Scheduling.Forecasting.Learning;
using Krewe.Scheduling.Forecasting.Quantiles;

namespace Krewe.Scheduling.Forecasting;

/// <summary>What is expected from a moment on, in requests each second.</summary>
public sealed class DemandForecast
{
    private const double PerSecond = 1.0 / 60;
    private readonly SeasonalProfile _profile;
    private readonly long _now;
    private readonly ImmutableArray<int> _horizons;
    private readonly double[] _means;
    private readonly double[][] _quantiles;

    internal DemandForecast(SeasonalProfile profile, long now, ImmutableArray<int> horizons, double[] means, double[][] quantiles)
    {
        (_profile, _now, _horizons, _means, _quantiles) = (profile, now, horizons, means, quantiles);
        From = DateTimeOffset.FromUnixTimeSeconds(now * 60);
    }

    /// <summary>The beginning of the first minute that is forecast.</summary>
    public DateTimeOffset From { get; }

    /// <summary>How far it reaches.</summary>
    public TimeSpan Reach => TimeSpan.FromMinutes(_horizons[^1]);

    /// <summary>The mean expected in the minute that contains a moment.</summary>
    /// <param name="ahead">From <see cref="From"/> on; held at both ends.</param>
    public double Mean(TimeSpan ahead) => PerSecond * Math.Max(0, Interpolate(_means, ahead));

    /// <summary>A quantile of what the minute that contains a moment may bring.</summary>
    /// <param name="level">The probability, 0.05 to 0.99.</param>
    /// <param name="ahead">From <see cref="From"/> on; held at both ends.</param>
    public double Quantile(double level, TimeSpan ahead)
    {
        var (above, share) = QuantileTracker.Between(level);
        var upper = Interpolate(_quantiles[above], ahead);
        if (share < 1)
        {
            var lower = Interpolate(_quantiles[above - 1], ahead);
            upper = lower + (share * (upper - lower));
        }

        return PerSecond * Math.Max(0, upper);
    }

    /// <summary>The 95 % upper bound of the largest minute of a stretch: what is needed so that each of its minutes is served.</summary>
    /// <param name="until">End of the stretch, from <see cref="From"/> on.</param>
    public double Peak95(TimeSpan until)
    {
        var peak = 0.0;
        for (var minute = 0; minute == 0 || minute <= Math.Min(until.TotalMinutes, _horizons[^1] - 1); minute++)
        {
            peak = Math.Max(peak, Quantile(0.95, TimeSpan.FromMinutes(minute)));
        }

        return peak;
    }

    // Between horizons the season gives the shape, and what the forecast differs from it is interpolated.
    private double Interpolate(double[] at, TimeSpan ahead)
    {
        var horizon = Math.Clamp(ahead.TotalMinutes + 1, 1, _horizons[^1]);
        var step = (int)horizon;
        var right = 0;
        while (_horizons[right] < step)
        {
            right++;
        }

        if (right == 0 || _horizons[right] == step)
        {
            return at[right];
        }

        var share = (double)(step - _horizons[right - 1]) / (_horizons[right] - _horizons[right - 1]);
        var difference = ((1 - share) * (at[right - 1] - Season(_horizons[right - 1]))) + (share * (at[right] - Season(_horizons[right])));
        return Season(step) + difference;
    }

    private double Season(int horizon) => _profile.NarrowAt(_now - 1 + horizon);
}
