using System.Collections.Immutable;
using Krewe.Scheduling.Forecasting.History;

namespace Krewe.Scheduling.Forecasting.Learning;

/// <summary>One history, spread out for learning: filled values and, for each step, what the other cycles say about it.</summary>
internal sealed class TrainingSeries
{
    private readonly ForecastOptions _options;
    private readonly bool[] _known;
    private readonly long _start;
    private readonly double[] _own;
    private readonly double[] _narrow;
    private readonly double[] _wide;
    private readonly double[] _previous;
    private readonly double[] _weekly;
    private readonly int _previousWidth;
    private readonly int _wideWidth;

    public TrainingSeries(StepHistory history, CycleMeans group, ForecastOptions options, long end, bool alone)
    {
        _options = options;
        _start = history.Start;
        var length = (int)Math.Max(0, Math.Min(history.End, end) - history.Start);
        var raw = new double[history.Count];
        history.CopyTo(raw);
        raw = raw[..length];
        _known = [.. raw.Select(value => !double.IsNaN(value))];
        var own = CycleMeans.Of([history], options, end);
        Profile = ProfileOf(own, group, options, raw, alone);
        Values = new double[length];
        Gaps.Fill(raw, Values, Profile, _start + length);

        _own = [.. Enumerable.Range(0, length).Select(i => own.MeanWithout(_start + i))];
        var others = Enumerable.Range(0, length).Select(i => group.MeanWithout(_start + i)).ToArray();
        (_previousWidth, _wideWidth) = (Math.Max(1, options.Season / 360), Smoothing.Wide(options.Season));
        _narrow = Smoothing.Line(others, Smoothing.Narrow(options.Season));
        _wide = Smoothing.Line(others, _wideWidth);
        _previous = Smoothing.Line(Values, _previousWidth);
        _weekly = Smoothing.Line(Values, _wideWidth);
        if (!Profile.IsKnown)
        {
            // Learned without a season, as it will be used without one.
            Array.ForEach([_own, _narrow, _wide, _previous, _weekly], line => line.AsSpan().Fill(own.Level));
        }
    }

    public double[] Values { get; }

    public SeasonalProfile Profile { get; }

    /// <summary>Fills a row as of a place; false where it is a gap or nothing after it is known.</summary>
    public bool TryFill(TrainingRow row, int at)
    {
        var context = row.Context;
        var any = false;
        for (var h = 0; h < _options.Horizons.Length; h++)
        {
            var target = at - 1 + _options.Horizons[h];
            row.Targets[h] = target < Values.Length && _known[target] ? Values[target] : double.NaN;
            any |= !double.IsNaN(row.Targets[h]);
        }

        if (!any || !_known[at - 1])
        {
            return false;
        }

        var from = Math.Max(0, at - context.Values.Length);
        Values.AsSpan(from..at).CopyTo(context.Values.AsSpan(context.Values.Length - (at - from)));
        context.Values.AsSpan(0, context.Values.Length - (at - from)).Fill(Values[from]);
        for (var i = 0; i < context.Recent; i++)
        {
            context.RecentOwn[i] = _own[at - 1 - i];
            context.RecentNarrow[i] = _narrow[at - 1 - i];
        }

        context.Now = _start + at;
        context.Level = Profile.Level;
        context.LastShort = Profile.ShortAt(context.Now - 1);
        row.Weight = Math.Pow(_options.CycleDecay, (Values.Length - at) / _options.Season);
        for (var h = 0; h < _options.Horizons.Length; h++)
        {
            FillTarget(context, h, at, Math.Min(at - 1 + _options.Horizons[h], Values.Length - 1));
        }

        return true;
    }

    private static SeasonalProfile ProfileOf(CycleMeans own, CycleMeans group, ForecastOptions options, double[] raw, bool alone)
    {
        // A single round would be its own season: what was noise in it would be taken for the rule.
        if (raw.Length < 2 * options.Season)
        {
            return SeasonalProfile.Flat(options, own.Level);
        }

        var ownMeans = Means(own, options);
        var groupMeans = alone ? ownMeans : Means(group, options);
        var shorts = new double[options.ShortSeason];
        if (options.Season % options.ShortSeason == 0 && options.ShortSeason > 1)
        {
            for (var slot = 0; slot < options.Season; slot++)
            {
                shorts[slot % options.ShortSeason] +=
                    (groupMeans[slot] - Smoothing.Around(groupMeans.AsSpan(), slot, options.ShortSeason / 2)) * options.ShortSeason / options.Season;
            }
        }

        return new SeasonalProfile(ownMeans, groupMeans, [.. shorts.Select(value => (float)value)], own.Level, true);
    }

    private static ImmutableArray<float> Means(CycleMeans means, ForecastOptions options) =>
        [.. Enumerable.Range(0, options.Season).Select(slot => (float)means.Mean(slot))];

    private void FillTarget(ForecastContext context, int h, int at, int target)
    {
        context.TargetOwn[h] = _own[target];
        context.TargetNarrow[h] = _narrow[target];
        context.TargetWide[h] = _wide[target];
        context.TargetShort[h] = Profile.ShortAt(_start + target);
        context.TargetPrevious[h] = Before(_previous, at, target, 1, _previousWidth, _wide[target]);
        context.TargetWeekly[h] = Before(_weekly, at, target, 7, _wideWidth, _wide[target]);
    }

    private double Before(double[] smooth, int at, int target, int cycles, int width, double otherwise)
    {
        var back = cycles * _options.Season;
        while (target - back + width >= at)
        {
            back += _options.Season;
        }

        return target - back >= 0 ? smooth[target - back] : otherwise;
    }
}
