namespace Krewe.Scheduling.Scaling.Demand;

/// <summary>
/// Measures how arrivals gather, from counts of seconds in windows of <see cref="Window"/> of them: what counts vary more than those of a Poisson process with
/// the window's own number would (factorial moments: of a doubly stochastic Poisson process they are the moments of its rate, Cox 1955), how that goes on from
/// second to second, and how lopsided and how spiky it is. These give share, length and size of bursts. Slower changes of the rate are the forecast's. Constant
/// memory; older windows fade over a day. Not safe for concurrent use.
/// </summary>
public sealed class BurstMeter
{
    internal const int Window = 20;
    internal const int Lags = 4;
    private const int Orders = 3;

    // Older windows count less: by half after eight hours. Moments of third and fourth order need thousands of them, and chains are built anew for each estimate that differs.
    private const double HalfLifeWindows = 1440;

    // So many windows are waited for between two estimates: chains are built anew for each.
    private const int Between = 15;

    // Variation below this many standard errors may be none.
    private const double Certain = 2.5;
    private const double Likely = 2.4;
    private const double Doubt = 0.25;
    private const double LeastSize = 0.3;
    private const double MostSize = 6;
    private const double LeastPart = 0.2;
    private const int Turns = 8;
    private readonly int[] _counts = new int[Window];
    private readonly double[] _lags = new double[Lags];

    // By order 2 to 4, the factorial moments of the counts, beyond those of a Poisson process; and the latter.
    private readonly double[] _more = new double[Orders];
    private readonly double[] _poisson = new double[Orders];
    private long _window = long.MinValue;
    private bool _whole;
    private int _since;

    /// <summary>Begins without knowing anything.</summary>
    public BurstMeter()
    {
    }

    /// <summary>Goes on from what another one has found, at any time.</summary>
    /// <param name="other">The other one; it is not changed.</param>
    public BurstMeter(BurstMeter other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (_more, _poisson, _lags) = ([.. other._more], [.. other._poisson], [.. other._lags]);
        Bursts = other.Bursts;
    }

    /// <summary>What was found, rounded; <see cref="ArrivalBursts.None"/> as long as arrivals may be Poisson.</summary>
    public ArrivalBursts Bursts { get; private set; } = ArrivalBursts.None;

    /// <summary>A request came.</summary>
    /// <param name="seconds">When, in seconds since any moment; never less than before.</param>
    public void Arrive(double seconds)
    {
        var second = (long)Math.Floor(seconds);
        var window = second / Window;
        if (window != _window)
        {
            Advance(window, (int)(second % Window));
        }

        _counts[(int)(second % Window)]++;
    }

    private void Advance(long window, int from)
    {
        if (_window == long.MinValue)
        {
            // Of the first window only a part is seen.
            (_window, _whole) = (window, from == 0);
            return;
        }

        if (window < _window)
        {
            // A clock that was set back.
            (_window, _whole) = (window, false);
            Array.Clear(_counts);
            return;
        }

        if (_whole)
        {
            Take();
        }

        var faded = Math.Pow(0.5, (window - _window) / HalfLifeWindows);
        foreach (var sums in (ReadOnlySpan<double[]>)[_more, _poisson, _lags])
        {
            for (var at = 0; at < sums.Length; at++)
            {
                sums[at] *= faded;
            }
        }

        Array.Clear(_counts);
        (_window, _whole) = (window, true);
        if (++_since >= Between)
        {
            _since = 0;
            var next = Estimate();
            Bursts = next.IsLike(Bursts) ? Bursts : next.Rounded();
        }
    }

    private void Take()
    {
        Span<double> moments = stackalloc double[Orders];
        double sum = _counts.Sum(), expected = sum;
        foreach (var count in _counts)
        {
            var product = (double)count;
            for (var order = 0; order < Orders; order++)
            {
                product *= count - order - 1;
                moments[order] += product;
            }
        }

        for (var order = 0; order < Orders; order++)
        {
            expected *= (sum - order - 1) / Window;
            _more[order] += moments[order] - expected;
            _poisson[order] += expected;
        }

        for (var lag = 1; lag <= Lags; lag++)
        {
            var products = 0.0;
            for (var at = 0; at + lag < Window; at++)
            {
                products += (double)_counts[at] * _counts[at + lag];
            }

            // As if of a whole window: a lag has fewer pairs.
            _lags[lag - 1] += (products * Window / (Window - lag)) - (sum * (sum - 1) / Window);
        }
    }

    private ArrivalBursts Estimate()
    {
        // Of a Poisson process pairs vary by the square root of twice their number, quadruples by that of 24 times.
        var certain = _more[0] / Math.Sqrt(Math.Max(1, 2 * _poisson[0]));
        if (certain < Certain || _poisson[^1] <= 0)
        {
            return ArrivalBursts.None;
        }

        var (pairs, triples, quadruples) = (_more[0] / _poisson[0], _more[1] / _poisson[1], _more[2] / _poisson[2]);

        // The ratio's own error is that of eight products against one; bursts of a second or two are what is taken for likely beforehand.
        var error = Math.Sqrt(8) / certain;
        var ratio = ((1 + (2 * _lags.Sum() / _more[0])) * Doubt / (Doubt + (error * error))) + (Likely * error * error / (Doubt + (error * error)));
        var shape = BurstShape.All.MinBy(one => Math.Abs(one.Ratio - ratio))!;
        var second = pairs / shape.Variance * (1 - (1 / (certain * certain)));
        var third = (triples - (3 * pairs)) / shape.Third;
        var fourth = (quadruples - (4 * triples) + (6 * pairs)) / shape.Fourth;
        var noise = Math.Sqrt(24 / _poisson[2]) / shape.Fourth;

        // Where the fourth moment is lost in noise, bursts are taken to double what comes.
        var (share, size) = Levels(second, third, Math.Max(0, (fourth + noise) / (second + noise)));
        return ArrivalBursts.MeasuredAt(Math.Min(ArrivalBursts.MostShare, share), shape.Seconds, size, _poisson[1] / _poisson[0]);
    }

    // Bursts may have pauses beside them, of the same size: rates of three levels, with a mean of 1. Fourth and second moment give the distance of the levels, the third one what is more of
    // bursts than of pauses. As long as both are rare moments are their sum and difference; what is not rare is put right by turns.
    private static (double Share, double Size) Levels(double second, double third, double fourthToSecond)
    {
        var (distance, both, more) = (0.0, 0.0, 0.0);
        for (var turn = 0; turn < Turns; turn++)
        {
            var squared = more * more;
            var fourth = both - (4 * squared) + (6 * both * squared) - (3 * squared * squared);
            distance = Math.Clamp(Math.Sqrt(turn == 0 ? fourthToSecond : fourthToSecond * Math.Max(LeastPart, (both - squared) / Math.Max(fourth, LeastPart * both))), LeastSize, MostSize);
            both = Math.Min(2 * ArrivalBursts.MostShare, (second / (distance * distance)) + squared);
            more = Math.Clamp((third / (distance * distance * distance)) + (3 * both * more) - (2 * squared * more), -both, both);
        }

        // As a multiple of the mean, which is a little more than what comes between bursts: to divide by the difference would make much of errors.
        return ((both + more) / 2, distance);
    }
}
