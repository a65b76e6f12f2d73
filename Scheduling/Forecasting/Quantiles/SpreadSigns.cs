using Krewe.Scheduling.Forecasting.Learning;

namespace Krewe.Scheduling.Forecasting.Quantiles;

/// <summary>What is known of a forecast's error when it is made: how restless the rates were, how far it goes from the last one, how far the members are apart.</summary>
/// <param name="Mean">The forecast.</param>
/// <param name="Restlessness">See <see cref="ErrorSpread.Restlessness"/>.</param>
/// <param name="Deviation">Standard deviation of the last steps.</param>
/// <param name="Change">The last change, absolute.</param>
/// <param name="Jump">From the last rate to the forecast, absolute.</param>
/// <param name="Apart">The members' weighted standard deviation.</param>
internal readonly record struct SpreadSigns(double Mean, double Restlessness, double Deviation, double Change, double Jump, double Apart)
{
    public const int Count = 5;

    /// <summary>What the signs say by themselves: <see cref="ErrorSpread"/>.</summary>
    public double Base => ErrorSpread.With(Restlessness, Mean);

    /// <summary>Half of what counts vary by themselves: no forecast is better.</summary>
    public double Noise => 0.5 * Math.Sqrt(0.25 + Math.Max(0, Mean));

    /// <summary>What the last steps say; what belongs to one horizon comes by <see cref="At"/>.</summary>
    public static SpreadSigns Of(ForecastContext context)
    {
        var recent = context.Values.AsSpan(^context.Recent..);
        var (sum, squares) = (0.0, 0.0);
        foreach (var value in recent)
        {
            sum += value;
            squares += value * value;
        }

        var deviation = Math.Sqrt(Math.Max(0, (squares / recent.Length) - (sum / recent.Length * (sum / recent.Length))));
        var change = recent.Length > 1 ? Math.Abs(recent[^1] - recent[^2]) : 0;
        return new SpreadSigns(context.Last, ErrorSpread.Restlessness(context), deviation, change, 0, 0);
    }

    /// <summary>The same for a forecast.</summary>
    /// <param name="mean">The forecast.</param>
    /// <param name="last">The last rate.</param>
    /// <param name="apart">How far the members are apart.</param>
    public SpreadSigns At(double mean, double last, double apart) => this with { Mean = mean, Jump = Math.Abs(mean - last), Apart = apart };

    /// <summary>As logarithms, beside <see cref="Base"/>.</summary>
    public void CopyTo(Span<double> row)
    {
        var unit = Base;
        row[0] = Math.Log((1 + Math.Max(0, Mean)) / unit);
        row[1] = Sign(Deviation / unit);
        row[2] = Sign(Change / unit);
        row[3] = Sign(Jump / unit);
        row[4] = Sign(Apart / unit);
    }

    // What is less than a tenth is alike.
    private static double Sign(double ratio) => Math.Log(0.1 + ratio);
}
