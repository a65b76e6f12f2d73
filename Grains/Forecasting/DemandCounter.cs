using System.Collections.Immutable;
using Krewe.Forecasting;

namespace Krewe.Grains.Forecasting;

/// <summary>
/// Requests of one model by second, until the next round takes them. Its model's grain counts, the silo's round takes; thread-safe.
/// </summary>
public sealed class DemandCounter
{
    /// <summary>Seconds that wait for a round at most; what is older is lost, and a gap.</summary>
    public const int Seconds = 120;

    private readonly Lock _gate = new();
    private readonly int[] _counts = new int[Seconds];
    private ImmutableArray<ForecastScore> _scores = []; // under _gate
    private long _from; // the first second that was not taken; written under _gate, as the counts

    /// <summary>Begins with nothing.</summary>
    /// <param name="now">The first moment that counts.</param>
    public DemandCounter(DateTimeOffset now) => _from = now.ToUnixTimeSeconds();

    /// <summary>How well the model's forecasts did, as the last round was told.</summary>
    public ImmutableArray<ForecastScore> Scores
    {
        get
        {
            lock (_gate)
            {
                return _scores;
            }
        }

        set
        {
            lock (_gate)
            {
                _scores = value;
            }
        }
    }

    /// <summary>Counts a request.</summary>
    /// <param name="now">When it arrived.</param>
    public void Arrived(DateTimeOffset now) => Arrived(now, 1);

    /// <summary>Counts requests.</summary>
    /// <param name="now">When they arrived.</param>
    /// <param name="count">How many.</param>
    public void Arrived(DateTimeOffset now, int count)
    {
        lock (_gate)
        {
            // A clock that steps back counts on in the second that is open.
            var second = Math.Max(now.ToUnixTimeSeconds(), _from);
            DropBefore(second - Seconds + 1);
            _counts[second % Seconds] += count;
        }
    }

    /// <summary>Takes the seconds that are over; null when none is.</summary>
    /// <param name="now">The moment: its second is not over.</param>
    public DemandCounts? Take(DateTimeOffset now)
    {
        lock (_gate)
        {
            var end = now.ToUnixTimeSeconds();
            if (end < _from - Seconds)
            {
                // The clock was set back for good: it goes on from there.
                Array.Clear(_counts);
                _from = end;
            }

            DropBefore(end - Seconds);
            if (end <= _from)
            {
                return null;
            }

            var (from, counts) = (_from, ImmutableArray.CreateBuilder<int>((int)(end - _from)));
            for (; _from < end; _from++)
            {
                counts.Add(_counts[_from % Seconds]);
                _counts[_from % Seconds] = 0;
            }

            return new DemandCounts(from, counts.MoveToImmutable());
        }
    }

    private void DropBefore(long second)
    {
        if (second - _from >= Seconds)
        {
            Array.Clear(_counts);
            _from = second;
        }

        for (; _from < second; _from++)
        {
            _counts[_from % Seconds] = 0;
        }
    }
}
