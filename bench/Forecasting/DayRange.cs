using System.Globalization;

namespace Krewe.Bench.Forecasting;

/// <summary>Days as <c>1..10</c> or <c>11</c>.</summary>
internal readonly record struct DayRange(int First, int Last)
{
    public static DayRange Parse(string text)
    {
        var ends = text.Split("..").Select(end => int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var day) ? day : -1).ToArray();
        return ends is [>= 1, ..] && ends.Length <= 2 && ends[^1] >= ends[0]
            ? new DayRange(ends[0], ends[^1])
            : throw new ArgumentException($"'{text}' is no range of days: write 1..10 or 11.");
    }

    public bool Contains(int day) => day >= First && day <= Last;
}
