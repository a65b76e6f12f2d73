namespace Krewe.Scheduling.Weights;

/// <summary>
/// Shares a way in among transfers by weight, without knowing what it can carry: start-time fair queueing (Goyal, Vin, Cheng, SIGCOMM 1996). Each transfer has
/// a clock that goes forward by bytes over weight, and takes its next piece when nobody who asks is behind it. Optionally all together keep to a rate.
/// Holds no lock: one caller at a time.
/// </summary>
/// <param name="bytesPerSecond">What all take together at most; null for no limit.</param>
/// <param name="idleAfter">Who has not asked for so long is not waited for.</param>
public sealed class BandwidthShare(double? bytesPerSecond, TimeSpan idleAfter)
{
    /// <summary>Who was woken a little late makes up for it, or the rate would never be reached.</summary>
    private static readonly TimeSpan CatchUp = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<long, Transfer> _transfers = [];
    private TimeSpan _freeAt;
    private long _last;

    /// <summary>Transfers that have not left.</summary>
    public int Count => _transfers.Count;

    /// <summary>A new transfer: it begins where those are that ask, without arrears and without credit.</summary>
    /// <param name="weight">Its part beside others, at least 1.</param>
    /// <param name="now">Now, on any clock that does not go back.</param>
    /// <returns>By what it is known here.</returns>
    public long Join(int weight, TimeSpan now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(weight, 1);
        _transfers[++_last] = new Transfer { Weight = weight, Clock = Floor(_last, now) ?? 0, AskedAt = now };
        return _last;
    }

    /// <summary>Gives a transfer another weight from now on; one that has left is left alone.</summary>
    /// <param name="transfer">The transfer.</param>
    /// <param name="weight">Its part beside others, at least 1.</param>
    public void Weigh(long transfer, int weight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(weight, 1);
        if (_transfers.TryGetValue(transfer, out var known))
        {
            known.Weight = weight;
        }
    }

    /// <summary>The transfer is over.</summary>
    /// <param name="transfer">The transfer.</param>
    public void Leave(long transfer) => _transfers.Remove(transfer);

    /// <summary>Asks for the next piece.</summary>
    /// <param name="transfer">The transfer.</param>
    /// <param name="bytes">The piece.</param>
    /// <param name="now">Now.</param>
    /// <returns>Null when it may go on; else how long to wait before it asks again, unless another takes a piece or leaves before.</returns>
    public TimeSpan? Ask(long transfer, int bytes, TimeSpan now)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        var mine = _transfers[transfer];
        if (now - mine.AskedAt > idleAfter)
        {
            mine.Clock = Math.Max(mine.Clock, Floor(transfer, now) ?? mine.Clock);
        }

        mine.AskedAt = now;
        if (Floor(transfer, now) is { } floor && mine.Clock > floor)
        {
            // Whoever is behind takes a piece, or counts as idle when this is over.
            return idleAfter;
        }

        if (bytesPerSecond is { } rate)
        {
            if (now < _freeAt)
            {
                return _freeAt - now;
            }

            _freeAt = (_freeAt > now - CatchUp ? _freeAt : now - CatchUp) + TimeSpan.FromSeconds(bytes / rate);
        }

        mine.Clock += (double)bytes / mine.Weight;
        return null;
    }

    /// <summary>The clock of whoever else asks and is furthest behind; null when nobody asks.</summary>
    private double? Floor(long except, TimeSpan now) =>
        _transfers.Where(pair => pair.Key != except && now - pair.Value.AskedAt <= idleAfter).Min(pair => (double?)pair.Value.Clock);

    private sealed class Transfer
    {
        public int Weight { get; set; }

        public double Clock { get; set; }

        public TimeSpan AskedAt { get; set; }
    }
}
