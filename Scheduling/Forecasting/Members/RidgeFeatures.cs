using Krewe.Scheduling.Forecasting.Learning;

namespace Krewe.Scheduling.Forecasting.Members;

/// <summary>The features of <see cref="RidgeForecaster"/>: recent rates, longer means, and the season at the context and at the target.</summary>
internal static class RidgeFeatures
{
    private const int TargetFeatures = 6;

    // From this many steps ahead on the weekday is a feature; nearer, the last rates say what day it is.
    private const int FarHorizon = 30;

    // Means over more than the recent steps, where the context reaches that far.
    private static readonly int[] LongMeans = [30, 60, 120, 240];

    public static int Count(ForecastOptions options) =>
        1 + (2 * Math.Min(ForecastContext.MaxRecent, options.Context)) + 3 + LongMeans.Count(steps => steps <= options.Context) + TargetFeatures;

    /// <summary>What is the same for all horizons; the target's features lie behind it.</summary>
    public static void FillShared(ForecastContext context, Span<double> into)
    {
        var at = 0;
        into[at++] = Math.Max(context.Level, 1e-3);
        for (var i = 1; i <= context.Recent; i++)
        {
            into[at++] = context.Values[^i];
            into[at++] = context.RecentOwn[i - 1];
        }

        into[at++] = context.SeasonOfLast(3);
        into[at++] = context.SeasonOfLast(ForecastContext.MaxRecent);
        into[at++] = context.LastShort;
        foreach (var steps in LongMeans)
        {
            if (steps <= context.Options.Context)
            {
                into[at++] = context.MeanOfLast(steps);
            }
        }
    }

    /// <summary>What belongs to one horizon.</summary>
    public static void FillTarget(ForecastContext context, int horizon, Span<double> into)
    {
        var target = into[^TargetFeatures..];
        target[0] = context.TargetOwn[horizon];
        target[1] = context.TargetNarrow[horizon];
        target[2] = context.TargetWide[horizon];
        target[3] = context.TargetPrevious[horizon];
        target[4] = context.TargetShort[horizon];
        target[5] = context.Options.Horizons[horizon] < FarHorizon ? 0 : context.TargetWeekly[horizon];
    }
}
