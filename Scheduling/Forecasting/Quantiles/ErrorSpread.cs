using Krewe.Scheduling.Forecasting.Learning;

namespace Krewe.Scheduling.Forecasting.Quantiles;

/// <summary>The unit in which errors are compared across levels: the noise of counts, and how restless the last steps were.</summary>
internal static class ErrorSpread
{
    // What a rate cannot help to vary by, as a share: keeps the unit from vanishing where the last steps were still.
    private const double LeastShare = 0.02;

    public static double Of(ForecastContext context, double mean) => With(Restlessness(context), mean);

    /// <summary>The spread at a mean, from what <see cref="Restlessness"/> gave.</summary>
    public static double With(double restlessness, double mean)
    {
        mean = Math.Max(0, mean);
        return Math.Sqrt(0.25 + mean + (LeastShare * mean * LeastShare * mean) + restlessness);
    }

    /// <summary>The mean squared change from step to step.</summary>
    public static double Restlessness(ForecastContext context)
    {
        var recent = context.Values.AsSpan(^context.Recent..);
        var change = 0.0;
        for (var i = 1; i < recent.Length; i++)
        {
            change += (recent[i] - recent[i - 1]) * (recent[i] - recent[i - 1]);
        }

        return change / Math.Max(1, recent.Length - 1);
    }
}
