using Krewe.Scheduling.Forecasting.History;

namespace Krewe.Scheduling.Forecasting.Learning;

/// <summary>
/// What a forecast may look at: the rates just before now, and what the season says about them and about the steps to come. One
/// object is filled again and again; nobody keeps it.
/// </summary>
public sealed class ForecastContext
{
    /// <summary>Steps before now whose single values are features.</summary>
    public const int MaxRecent = 15;

    private readonly int _previousWidth;
    private readonly int _wideWidth;
    private double[] _past = [];
    private StepHistory? _pastOf;
    private (long Start, long End) _pastRange;
    private long _pastChanges;

    internal ForecastContext(ForecastOptions options)
    {
        Options = options;
        Values = new double[options.Context];
        Recent = Math.Min(MaxRecent, options.Context);
        (RecentOwn, RecentNarrow) = (new double[Recent], new double[Recent]);
        var horizons = options.Horizons.Length;
        (TargetOwn, TargetNarrow, TargetWide) = (new double[horizons], new double[horizons], new double[horizons]);
        (TargetPrevious, TargetWeekly, TargetShort) = (new double[horizons], new double[horizons], new double[horizons]);
        _previousWidth = Math.Max(1, options.Season / 360);
        _wideWidth = Smoothing.Wide(options.Season);
    }

    /// <summary>Lengths and horizons.</summary>
    public ForecastOptions Options { get; }

    /// <summary>The first step that is not known: horizon 1.</summary>
    public long Now { get; internal set; }

    /// <summary>The rates before <see cref="Now"/>, oldest first, gaps filled.</summary>
    public double[] Values { get; }

    /// <summary>The mean rate of the series at its last learning.</summary>
    public double Level { get; internal set; }

    /// <summary>What the season says of each step to come: mean over past cycles.</summary>
    public double[] TargetOwn { get; }

    /// <summary>The same, of all series learned together and smoothed over neighbours.</summary>
    public double[] TargetNarrow { get; }

    /// <summary>The same, smoothed widely.</summary>
    public double[] TargetWide { get; }

    /// <summary>What the last cycle had there, smoothed over neighbours.</summary>
    public double[] TargetPrevious { get; }

    /// <summary>What the seventh cycle before had there, smoothed widely; <see cref="TargetWide"/> where it is not known.</summary>
    public double[] TargetWeekly { get; }

    /// <summary>What the short season adds there.</summary>
    public double[] TargetShort { get; }

    /// <summary>Number of the last steps that have their season beside them.</summary>
    public int Recent { get; }

    /// <summary>What the season says of the last steps, newest first.</summary>
    public double[] RecentOwn { get; }

    /// <summary>The same, smoothed over neighbours, newest first.</summary>
    public double[] RecentNarrow { get; }

    /// <summary>What the short season adds to the last step.</summary>
    public double LastShort { get; internal set; }

    /// <summary>The last rate.</summary>
    public double Last => Values[^1];

    /// <summary>What is known of the past, oldest first, NaN for gaps; empty while learning.</summary>
    public ReadOnlySpan<double> Past => _past.AsSpan(0, (int)(_pastRange.End - _pastRange.Start));

    /// <summary>The step of the first value of <see cref="Past"/>.</summary>
    public long PastStart => _pastRange.Start;

    /// <summary>The mean of the last values, which are at most <paramref name="steps"/>.</summary>
    public double MeanOfLast(int steps)
    {
        var values = Values.AsSpan(^Math.Min(steps, Values.Length)..);
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    /// <summary>The mean that the season gives for the last steps.</summary>
    public double SeasonOfLast(int steps)
    {
        var sum = 0.0;
        steps = Math.Min(steps, Recent);
        for (var i = 0; i < steps; i++)
        {
            sum += RecentNarrow[i];
        }

        return sum / steps;
    }

    /// <summary>Fills the context for a forecast. Nothing of the history at or after <paramref name="now"/> is read.</summary>
    internal void Prepare(StepHistory history, SeasonalProfile profile, long now, ReadOnlySpan<double> values)
    {
        Now = now;
        Level = profile.Level;
        Gaps.Fill(values, Values, profile, now);
        for (var i = 0; i < Recent; i++)
        {
            RecentOwn[i] = profile.OwnAt(now - 1 - i);
            RecentNarrow[i] = profile.NarrowAt(now - 1 - i);
        }

        LastShort = profile.ShortAt(now - 1);
        for (var h = 0; h < Options.Horizons.Length; h++)
        {
            var target = now - 1 + Options.Horizons[h];
            TargetOwn[h] = profile.OwnAt(target);
            TargetNarrow[h] = profile.NarrowAt(target);
            TargetWide[h] = profile.WideAt(target);
            TargetShort[h] = profile.ShortAt(target);
            // While no season is known nobody has learned what a cycle before means.
            TargetPrevious[h] = profile.IsKnown ? Before(history, target, 1, _previousWidth, TargetWide[h]) : TargetWide[h];
            TargetWeekly[h] = profile.IsKnown ? Before(history, target, 7, _wideWidth, TargetWide[h]) : TargetWide[h];
        }

        Remember(history);
    }

    private double Before(StepHistory history, long target, int cycles, int width, double otherwise)
    {
        var back = (long)cycles * Options.Season;
        while (target - back + width >= Now)
        {
            back += Options.Season;
        }

        var (sum, weights) = (0.0, 0.0);
        for (var offset = -width; offset <= width; offset++)
        {
            var value = history[target - back + offset];
            if (!double.IsNaN(value))
            {
                var weight = width + 1.0 - Math.Abs(offset);
                sum += weight * value;
                weights += weight;
            }
        }

        return weights > 0 ? sum / weights : otherwise;
    }

    private void Remember(StepHistory history)
    {
        var range = (history.Start, Math.Min(history.End, Now));
        if (ReferenceEquals(_pastOf, history) && _pastChanges == history.Changes && _pastRange == range)
        {
            return;
        }

        if (_past.Length < history.Count)
        {
            _past = new double[history.Capacity];
        }

        history.CopyTo(_past);
        (_pastOf, _pastChanges, _pastRange) = (history, history.Changes, (range.Start, Math.Max(range.Start, range.Item2)));
    }
}
