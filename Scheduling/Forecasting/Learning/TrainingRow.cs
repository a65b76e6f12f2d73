namespace Krewe.Scheduling.Forecasting.Learning;

/// <summary>One moment of the past: what was known, and what came. The object is filled again for the next row.</summary>
public sealed class TrainingRow
{
    internal TrainingRow(ForecastOptions options)
    {
        Context = new ForecastContext(options);
        Targets = new double[options.Horizons.Length];
    }

    /// <summary>What was known. What the season says is without the cycle in which the value lies, so that no answer is among the questions.</summary>
    public ForecastContext Context { get; }

    /// <summary>The rates that came, one for each horizon; NaN where it is not known.</summary>
    public double[] Targets { get; }

    /// <summary>How much the row counts: the older, the less.</summary>
    public double Weight { get; internal set; }
}
