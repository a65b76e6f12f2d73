namespace Krewe.Silo.History.Recording;

/// <summary>One value for each of the last seconds, in memory that is taken once. A second that was skipped is missing. Not thread-safe.</summary>
/// <typeparam name="T">The value.</typeparam>
internal sealed class SecondRing<T>
    where T : struct
{
    private readonly T[] _values = new T[HistoryLimits.Seconds];
    private readonly long[] _seconds = new long[HistoryLimits.Seconds];

    /// <summary>Where a second stands in arrays of the same length.</summary>
    public static int SlotOf(long second) => (int)(second % HistoryLimits.Seconds);

    /// <summary>Whether a second is there.</summary>
    public bool Has(long second) => _seconds[SlotOf(second)] == second;

    /// <summary>The value of a second, which is there from now on.</summary>
    public ref T Claim(long second)
    {
        var slot = SlotOf(second);
        if (_seconds[slot] != second)
        {
            _seconds[slot] = second;
            _values[slot] = default;
        }

        return ref _values[slot];
    }

    /// <summary>The value of a second that is there.</summary>
    public ref readonly T this[long second] => ref _values[SlotOf(second)];
}
