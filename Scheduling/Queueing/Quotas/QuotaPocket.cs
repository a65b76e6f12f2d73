namespace Krewe.Scheduling.Queueing.Quotas;

/// <summary>What a front holds of one key. Not safe for concurrent use.</summary>
public sealed class QuotaPocket
{
    /// <summary>It wants what would do for the busiest of so many rounds.</summary>
    private const int Memory = 10;

    private readonly long[] _tries = new long[Memory];
    private int _round;
    private long _held;
    private long _keep = long.MaxValue;
    private long _spent;
    private double _pace;
    private TimeSpan _heardAt = TimeSpan.MinValue; // when it asked what was answered last
    private TimeSpan _deniedUntil = TimeSpan.MinValue;
    private bool _leaseOver;
    private TimeSpan? _aloneAt;
    private double _alone;

    /// <summary>Nothing is held and nobody asked lately: the ledger need not be told.</summary>
    public bool IsIdle { get; private set; }

    /// <summary>Requests that wait for the next answer.</summary>
    public long Need { get; set; }

    /// <summary>Whether there is certainly none until later: the ledger has said so, or it is silent and the pace is used up.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="retryAfter">How much later.</param>
    public bool IsDenied(TimeSpan now, out TimeSpan retryAfter)
    {
        retryAfter = _deniedUntil > now ? _deniedUntil - now : _aloneAt is not null && now < _heardAt + QuotaTimes.Alone ? NextAlone() : TimeSpan.Zero;
        return retryAfter > TimeSpan.Zero;
    }

    /// <summary>A request came, whether it is let in or not.</summary>
    public void Count()
    {
        _tries[_round]++;
        IsIdle = false;
    }

    /// <summary>Whether one more may be let in.</summary>
    /// <param name="now">The current time.</param>
    public bool Has(TimeSpan now)
    {
        Refresh(now);
        return _held > 0;
    }

    /// <summary>One more is let in. Only when <see cref="Has"/> was true at that time.</summary>
    public void Spend() => (_held, _spent) = (_held - 1, _spent + 1);

    /// <summary>Its word, after giving back what it does not need.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="endsRound">Whether a round is over; else it only asks for more.</param>
    public QuotaWord Speak(TimeSpan now, bool endsRound)
    {
        Refresh(now);
        if (endsRound)
        {
            _round = (_round + 1) % Memory;
            _tries[_round] = 0;
        }

        var want = 2 * _tries.Max();
        if (endsRound)
        {
            _held = Math.Min(_held, Math.Min(want, _keep));
        }

        IsIdle = _held == 0 && want == 0 && Need == 0;
        return new QuotaWord(_spent, _held, want, Need, _pace);
    }

    /// <summary>The ledger answered.</summary>
    /// <param name="lease">Its answer.</param>
    /// <param name="askedAt">When it was asked.</param>
    /// <param name="now">The current time.</param>
    public void Hear(in QuotaLease lease, TimeSpan askedAt, TimeSpan now)
    {
        Refresh(now);
        (_heardAt, _leaseOver, _keep, _pace) = (askedAt, false, lease.Keep, lease.Pace);
        _held += askedAt + QuotaTimes.Lease > now ? lease.Granted : 0;
        (_aloneAt, _alone) = (null, 0);
        var wait = lease.RetryAfter > QuotaTimes.Round ? lease.RetryAfter : QuotaTimes.Round; // by then another round is over
        _deniedUntil = lease.RetryAfter > TimeSpan.Zero ? now + wait : TimeSpan.MinValue;
    }

    /// <summary>The ledger did not answer: from now on it goes on alone, as long and as fast as it may.</summary>
    /// <param name="now">The current time.</param>
    /// <returns>Whether it may.</returns>
    public bool Miss(TimeSpan now)
    {
        Refresh(now);
        var may = _heardAt != TimeSpan.MinValue && now < _heardAt + QuotaTimes.Alone && _pace > 0;
        if (may)
        {
            _aloneAt ??= now;
            _deniedUntil = TimeSpan.MinValue;
        }

        IsIdle &= !may; // that it needs nothing any more is told again
        return may;
    }

    /// <summary>Everything goes back with the next word: the process ends.</summary>
    public void Leave()
    {
        Array.Clear(_tries);
        (_held, IsIdle) = (0, false);
    }

    /// <summary>When the next request may be let in, while it is alone.</summary>
    private TimeSpan NextAlone() => TimeSpan.FromSeconds(Math.Clamp((1 - _alone) / _pace, 0.001, 60));

    private void Refresh(TimeSpan now)
    {
        if (_heardAt == TimeSpan.MinValue)
        {
            return;
        }

        if (!_leaseOver && now >= _heardAt + QuotaTimes.Lease)
        {
            (_leaseOver, _held) = (true, 0); // the ledger takes it as spent
        }

        if (_aloneAt is not { } since)
        {
            return;
        }

        var end = _heardAt + QuotaTimes.Alone;
        var until = end < now ? end : now;
        if (until > since)
        {
            _alone = Math.Min(Math.Max(1, _pace * QuotaTimes.AloneBurst.TotalSeconds), _alone + (_pace * (until - since).TotalSeconds));
            _aloneAt = until;
        }

        if (now >= end)
        {
            (_held, _alone) = (0, 0);
        }
        else if (_held == 0 && _alone >= 1)
        {
            (_held, _alone) = (1, _alone - 1);
        }
    }
}
