namespace Krewe.Scheduling.Queueing.Quotas;

/// <summary>
/// A token bucket of which fronts hold parts: what is in it and what they hold are together never more than its capacity, so all of them together let
/// in no more than one bucket would. Owned by its ledger.
/// </summary>
internal sealed class QuotaBucket
{
    private readonly SortedList<string, QuotaShare> _shares = new(StringComparer.Ordinal);
    private readonly TimeSpan _quietUntil;
    private QuotaLimit _limit;
    private double _level;
    private TimeSpan _at;

    /// <summary>A bucket.</summary>
    /// <param name="limit">How much it gives.</param>
    /// <param name="level">What is in it.</param>
    /// <param name="now">The current time.</param>
    /// <param name="quietUntil">Until then it fills only at the pace of those that it has heard.</param>
    public QuotaBucket(QuotaLimit limit, double level, TimeSpan now, TimeSpan quietUntil) =>
        (_limit, _level, _at, _quietUntil) = (limit, Math.Clamp(level, 0, limit.Capacity), now, quietUntil);

    /// <summary>Nobody uses it and it is full: a new one would be the same.</summary>
    public bool IsIdle(TimeSpan now)
    {
        Fill(now);
        return _shares.Count == 0 && _level >= _limit.Capacity && now >= _quietUntil;
    }

    /// <summary>Other limits from now on.</summary>
    public void Change(QuotaLimit limit, TimeSpan now)
    {
        Fill(now);
        _limit = limit;
        Clamp();
    }

    /// <summary>That front is gone and spends nothing any more.</summary>
    public void Forget(string front, TimeSpan now)
    {
        Fill(now);
        _shares.Remove(front);
    }

    /// <summary>A front's word, and what it gets.</summary>
    public QuotaLease Hear(string front, in QuotaWord word, TimeSpan now)
    {
        Fill(now);
        if (!_shares.TryGetValue(front, out var share) || word.Spent < share.Spent)
        {
            // New, or it had forgotten the key and begins to count anew.
            _shares[front] = share = new QuotaShare { Spent = word.Spent, Out = word.Held, Pace = Math.Min(word.Pace, PaceLeft()) };
        }

        if (!share.Silent)
        {
            // Given back, or of an answer that was never heard; less than nothing when it went on alone although its words came.
            _level += share.Out - (word.Spent - share.Spent) - word.Held;
        }

        (share.Spent, share.Out, share.HeardAt, share.Silent) = (word.Spent, word.Held, now, false);
        share.Want = Math.Max(word.Want, word.Held > 0 ? 1 : 0) + word.Need;
        Clamp();
        if (share.Want == 0)
        {
            _shares.Remove(front);
            return new QuotaLease(0, 0, 0, TimeSpan.Zero);
        }

        return Grant(share, word);
    }

    private QuotaLease Grant(QuotaShare share, in QuotaWord word)
    {
        var (wanted, held) = (0L, 0L);
        foreach (var one in _shares.Values)
        {
            wanted += one.Want;
            held += one.Out;
        }

        var all = Math.Max(0, _level + held);
        var fits = wanted <= all;
        var target = fits ? share.Want : (long)(all * share.Want / wanted);
        var granted = Math.Max(0, Math.Min((long)_level, Math.Max(target, Math.Min(1, share.Want)) - word.Held));
        _level -= granted;
        share.Out += granted;
        share.Missing = Math.Max(0, word.Need - word.Held - granted);
        share.Pace = Math.Clamp(_limit.Rate * share.Want / wanted, 0, PaceLeft() + share.Pace);
        return new QuotaLease(granted, fits ? long.MaxValue : Math.Max(target, granted), share.Pace, fits ? TimeSpan.Zero : RetryAfter());
    }

    /// <summary>When all that go without now would have been served, and one more.</summary>
    private TimeSpan RetryAfter()
    {
        var missing = 1L;
        foreach (var one in _shares.Values)
        {
            missing += one.Missing;
        }

        return TimeSpan.FromSeconds(Math.Clamp((missing - _level) / _limit.Rate, 0.001, 3_600));
    }

    /// <summary>What no front may go on with.</summary>
    private double PaceLeft()
    {
        var left = _limit.Rate;
        foreach (var one in _shares.Values)
        {
            left -= one.Pace;
        }

        return Math.Max(0, left);
    }

    /// <summary>Brings it to a time. Who is silent may be alone and spend at its pace: that much comes in less.</summary>
    private void Fill(TimeSpan now)
    {
        while (_at < now)
        {
            var next = now;
            var (heard, silent) = (0.0, 0.0);
            for (var index = _shares.Count - 1; index >= 0; index--)
            {
                var share = _shares.GetValueAtIndex(index);
                var (leaseEnds, aloneEnds) = (share.HeardAt + QuotaTimes.Lease, share.HeardAt + QuotaTimes.Alone);
                if (aloneEnds <= _at)
                {
                    _shares.RemoveAt(index);
                    continue;
                }

                if (!share.Silent && leaseEnds <= _at)
                {
                    // What it held it has spent, or may not spend any more. It may be alone since its last word.
                    (share.Silent, share.Out) = (true, 0);
                    _level -= share.Pace * QuotaTimes.Lease.TotalSeconds;
                }

                var ends = share.Silent ? aloneEnds : leaseEnds;
                next = ends < next ? ends : next;
                (heard, silent) = share.Silent ? (heard, silent + share.Pace) : (heard + share.Pace, silent);
            }

            var quiet = _at < _quietUntil;
            next = quiet && _quietUntil < next ? _quietUntil : next;
            _level += (quiet ? heard : Math.Max(0, _limit.Rate - silent)) * (next - _at).TotalSeconds;
            _at = next;
            Clamp();
        }
    }

    private void Clamp()
    {
        var held = 0L;
        foreach (var share in _shares.Values)
        {
            held += share.Out;
        }

        _level = Math.Clamp(_level, -_limit.Capacity, Math.Max(0, _limit.Capacity - held));
    }
}
