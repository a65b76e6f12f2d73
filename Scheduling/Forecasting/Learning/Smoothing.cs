namespace Krewe.Scheduling.Forecasting.Learning;

/// <summary>Triangular means around a point.</summary>
internal static class Smoothing
{
    /// <summary>Half width, in steps, of the narrow mean of a season.</summary>
    public static int Narrow(int season) => Math.Max(1, season / 720);

    /// <summary>Half width, in steps, of the wide mean of a season.</summary>
    public static int Wide(int season) => Math.Max(3, season / 120);

    /// <summary>The mean around a place of a season that closes on itself.</summary>
    public static double Around(ReadOnlySpan<float> season, long slot, int width)
    {
        var (sum, weights) = (0.0, 0.0);
        var place = (int)((((slot - width) % season.Length) + season.Length) % season.Length);
        for (var offset = -width; offset <= width; offset++)
        {
            var weight = width + 1.0 - Math.Abs(offset);
            sum += weight * season[place];
            weights += weight;
            place = place + 1 == season.Length ? 0 : place + 1;
        }

        return sum / weights;
    }

    /// <summary>The means around each place of a line; its ends see fewer neighbours.</summary>
    public static double[] Line(double[] values, int width)
    {
        var smooth = new double[values.Length];
        for (var at = 0; at < values.Length; at++)
        {
            var (sum, weights) = (0.0, 0.0);
            for (var i = Math.Max(0, at - width); i <= Math.Min(values.Length - 1, at + width); i++)
            {
                var weight = width + 1.0 - Math.Abs(i - at);
                sum += weight * values[i];
                weights += weight;
            }

            smooth[at] = sum / weights;
        }

        return smooth;
    }
}
