namespace Krewe.Scheduling.Metrics;

/// <summary>
/// Buckets that grow by a constant factor, so that one value stands for all in its bucket within <see cref="RelativeError"/>
/// (Masson, Rim, Lee: DDSketch, VLDB 2019). The bounds are multiplied out once and searched rather than computed by a
/// logarithm, whose last bit differs between platforms.
/// </summary>
internal static class LogBuckets
{
    public const double RelativeError = 0.04;

    private const double Growth = (1 + RelativeError) / (1 - RelativeError);

    // 1 microsecond; what is shorter shares the first bucket.
    private const double SmallestTicks = 10;

    // One day; what is longer shares the last bucket.
    private const double LargestTicks = 24.0 * 3600 * 10_000_000;

    private static readonly double[] UpperBounds = Multiply();

    public static int Count => UpperBounds.Length;

    public static int IndexOf(long ticks)
    {
        var found = Array.BinarySearch(UpperBounds, ticks);
        return Math.Min(found < 0 ? ~found : found, UpperBounds.Length - 1);
    }

    /// <summary>The value whose relative distance to both bounds of the bucket is the same.</summary>
    public static double ValueOf(int bucket) => bucket == 0 ? SmallestTicks : UpperBounds[bucket] * 2 / (Growth + 1);

    private static double[] Multiply()
    {
        var bounds = new List<double>();
        for (var bound = SmallestTicks; bound < LargestTicks * Growth; bound *= Growth)
        {
            bounds.Add(bound);
        }

        return [.. bounds];
    }
}
