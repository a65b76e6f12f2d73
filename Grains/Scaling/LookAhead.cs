using Krewe.Forecasting;

namespace Krewe.Grains.Scaling;

/// <summary>How many replicas a model may need later than the plan looks: for what takes longer than a start, such as fetching its files.</summary>
internal static class LookAhead
{
    private const int QuantilesOfMinute = 5;
    private const double SecondsOfMinute = 60;

    /// <summary>Requests that must be expected in all, so that a model without demand may need a replica.</summary>
    private const double LeastExpected = 0.5;

    /// <summary>The number, in proportion to what the plan needs for its own peak.</summary>
    /// <param name="outlook">What is forecast; null for nothing.</param>
    /// <param name="peak">The largest rate that the plan reckons with, in requests a second.</param>
    /// <param name="needed">Replicas that it needs for that.</param>
    /// <param name="most">The most that the model may have.</param>
    /// <param name="now">Now: minutes that are over do not count.</param>
    public static int Replicas(DemandOutlook? outlook, double peak, int needed, int most, DateTimeOffset now)
    {
        if (outlook is not { From: { } from } || outlook.Quantiles.Length < QuantilesOfMinute * outlook.Means.Length)
        {
            return Math.Min(needed, most);
        }

        var over = Math.Clamp((int)((now - from).TotalSeconds / SecondsOfMinute), 0, outlook.Means.Length);
        var (largest, expected) = (0.0, 0.0);
        for (var minute = over; minute < outlook.Means.Length; minute++)
        {
            largest = Math.Max(largest, outlook.Quantiles[(minute * QuantilesOfMinute) + QuantilesOfMinute - 1] / SecondsOfMinute);
            expected += outlook.Means[minute];
        }

        var ahead = needed > 0 && peak > 0 ? (int)Math.Ceiling(needed * Math.Min(largest / peak, most)) : expected >= LeastExpected ? 1 : 0;
        return Math.Min(Math.Max(needed, ahead), most);
    }
}
