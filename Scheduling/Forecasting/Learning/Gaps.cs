namespace Krewe.Scheduling.Forecasting.Learning;

/// <summary>Fills what is not known: by the season, shifted to the level of the last value that is known.</summary>
internal static class Gaps
{
    // How fast the shift fades over a gap, each step.
    private const double Fade = 0.95;

    /// <summary>Fills the values just before a step; what is missing at the front as well.</summary>
    /// <param name="known">The last rates, oldest first, NaN for gaps; may be shorter or longer than <paramref name="filled"/>.</param>
    /// <param name="filled">Takes the last ones, without gaps.</param>
    /// <param name="profile">What the season says.</param>
    /// <param name="now">The step after the last value.</param>
    public static void Fill(ReadOnlySpan<double> known, Span<double> filled, SeasonalProfile profile, long now)
    {
        var front = filled.Length - known.Length;
        var shift = 0.0;
        for (var i = 0; i < filled.Length; i++)
        {
            var value = i < front ? double.NaN : known[i - front];
            if (double.IsNaN(value))
            {
                shift *= Fade;
                filled[i] = Math.Max(0, profile.NarrowAt(now - filled.Length + i) + shift);
            }
            else
            {
                filled[i] = value;
                shift = value - profile.NarrowAt(now - filled.Length + i);
            }
        }

        // What came before the first known value is taken to have had its level.
        var first = 0;
        while (first < known.Length && double.IsNaN(known[first]))
        {
            first++;
        }

        var from = Math.Max(0, front + first);
        if (first < known.Length && from < filled.Length)
        {
            filled[..from].Fill(filled[from]);
        }
    }
}
