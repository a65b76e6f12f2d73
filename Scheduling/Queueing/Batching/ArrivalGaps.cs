namespace Krewe.Scheduling.Queueing.Batching;

/// <summary>The mean time between arrivals of requests that can go together, newer ones counting more. Not safe for concurrent use.</summary>
public sealed class ArrivalGaps
{
    // Of the newest gap in the mean.
    private const double Weight = 0.1;

    // Beyond so many kinds it begins anew: those that come often are soon known again.
    private const int Most = 256;

    private readonly Dictionary<string, (DateTimeOffset Last, double Ticks)> _byKind = new(StringComparer.Ordinal);

    /// <summary>A request came.</summary>
    /// <param name="kind">What it can go together with.</param>
    /// <param name="now">When.</param>
    public void Arrived(string kind, DateTimeOffset now)
    {
        if (_byKind.TryGetValue(kind, out var known))
        {
            var gap = Math.Max(0, (now - known.Last).Ticks);
            _byKind[kind] = (now, double.IsNaN(known.Ticks) ? gap : known.Ticks + ((gap - known.Ticks) * Weight));
            return;
        }

        if (_byKind.Count >= Most)
        {
            _byKind.Clear();
        }

        _byKind[kind] = (now, double.NaN);
    }

    /// <summary>The mean gap; where nobody has come for longer than that, the time since the last one.</summary>
    /// <param name="kind">What it can go together with.</param>
    /// <param name="now">The current time.</param>
    /// <returns>Null while fewer than two have come.</returns>
    public TimeSpan? GapOf(string kind, DateTimeOffset now) =>
        _byKind.TryGetValue(kind, out var known) && !double.IsNaN(known.Ticks)
            ? TimeSpan.FromTicks(Math.Max((long)known.Ticks, (now - known.Last).Ticks))
            : null;
}
