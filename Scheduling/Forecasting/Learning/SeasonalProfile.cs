using System.Collections.Immutable;

namespace Krewe.Scheduling.Forecasting.Learning;

/// <summary>The mean rate at each step of the season, as it was at the last learning.</summary>
/// <param name="Own">Of this series.</param>
/// <param name="Group">Of all series that were learned together; the same as <paramref name="Own"/> where there is one.</param>
/// <param name="Short">What the steps of the short season add to the smoothed season.</param>
/// <param name="Level">The mean of it all.</param>
/// <param name="IsKnown">False while less than two seasons have been seen: then the season says the level everywhere.</param>
public sealed record SeasonalProfile(
    ImmutableArray<float> Own, ImmutableArray<float> Group, ImmutableArray<float> Short, double Level, bool IsKnown)
{
    /// <summary>A profile of nothing: zero everywhere.</summary>
    public static SeasonalProfile Empty(ForecastOptions options) => Flat(options, 0);

    internal static SeasonalProfile Flat(ForecastOptions options, double level)
    {
        ImmutableArray<float> flat = [.. Enumerable.Repeat((float)level, options.Season)];
        return new SeasonalProfile(flat, flat, [.. new float[options.ShortSeason]], level, false);
    }

    internal double OwnAt(long step) => Own[Slot(step, Own.Length)];

    internal double NarrowAt(long step) => Smoothing.Around(Group.AsSpan(), step, Smoothing.Narrow(Group.Length));

    internal double WideAt(long step) => Smoothing.Around(Group.AsSpan(), step, Smoothing.Wide(Group.Length));

    internal double ShortAt(long step) => Short[Slot(step, Short.Length)];

    internal static int Slot(long step, int length) => (int)(((step % length) + length) % length);
}
