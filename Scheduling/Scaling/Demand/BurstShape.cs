namespace Krewe.Scheduling.Scaling.Demand;

/// <summary>
/// What bursts of a mean length look like in counts of a second: how much of the variation of the rate is left in them, how it goes on from second to second, and
/// what taking off the mean of a window takes with it. Bursts last exponentially long, so variation fades by exp(-t / length).
/// </summary>
internal sealed record BurstShape
{
    private const double Shortest = 0.5;
    private const double Longest = 8;
    private const double Spacing = 1.2;
    private const int Pieces = 200;

    private BurstShape(double seconds)
    {
        double Covariance(int lag) => lag == 0
            ? 2 * seconds * (1 - (seconds * (1 - Math.Exp(-1 / seconds))))
            : seconds * seconds * (Math.Exp(1 / seconds) + Math.Exp(-1 / seconds) - 2) * Math.Exp(-lag / seconds);

        const int window = BurstMeter.Window;
        var mean = (Covariance(0) + (2 * Enumerable.Range(1, window - 1).Sum(lag => (1 - ((double)lag / window)) * Covariance(lag)))) / window;
        Seconds = seconds;
        Variance = Covariance(0) - mean;
        Ratio = 1 + (2 * Enumerable.Range(1, BurstMeter.Lags).Sum(lag => Covariance(lag) - mean) / Variance);

        // Three or four moments of a second are in one burst as long as the outermost two are.
        double Kept(Func<double, double> densityOfRange) =>
            Enumerable.Range(0, Pieces).Select(piece => (piece + 0.5) / Pieces).Sum(range => densityOfRange(range) * Math.Exp(-range / seconds)) / Pieces;
        Third = Kept(range => 6 * range * (1 - range));
        Fourth = Kept(range => 12 * range * range * (1 - range));
    }

    /// <summary>All lengths that are told apart, the shortest first.</summary>
    public static IReadOnlyList<BurstShape> All { get; } =
        [.. Enumerable.Range(0, (int)(Math.Log(Longest / Shortest) / Math.Log(Spacing)) + 1).Select(at => new BurstShape(Shortest * Math.Pow(Spacing, at)))];

    /// <summary>The mean length, in seconds.</summary>
    public double Seconds { get; }

    /// <summary>What is left of the rate's relative variance.</summary>
    public double Variance { get; }

    /// <summary>What is left of its third moment.</summary>
    public double Third { get; }

    /// <summary>What is left of its fourth moment.</summary>
    public double Fourth { get; }

    /// <summary>The covariances of a second with itself and its neighbours, as a multiple of that with itself.</summary>
    public double Ratio { get; }
}
