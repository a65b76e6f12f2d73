namespace Krewe.Scheduling.Queueing.Quotas;

/// <summary>
/// Leases quota to fronts: the buckets of one model. What fronts let in is, in any time, no more than the rate times that time and the capacity; see
/// docs/quotas.md for what breaks add. Not safe for concurrent use.
/// </summary>
public sealed class QuotaLedger
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, QuotaBucket> _buckets = new(StringComparer.Ordinal);
    private readonly TimeSpan _emptyAt;
    private readonly TimeSpan _quietUntil;
    private QuotaLimits _limits = QuotaLimits.None;
    private TimeSpan _sweptAt;

    /// <summary>A ledger.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="usedUntil">Until when another ledger may have leased before; null when there was none. What was left then is not known.</param>
    public QuotaLedger(TimeSpan now, TimeSpan? usedUntil)
    {
        _sweptAt = now;
        (_emptyAt, _quietUntil) = usedUntil is not { } until ? (TimeSpan.MinValue, TimeSpan.MinValue)
            : until + QuotaTimes.Alone > now ? (now + QuotaTimes.Quiet, now + QuotaTimes.Quiet)
            : (until, TimeSpan.MinValue);
    }

    /// <summary>Buckets that are not as if they were new.</summary>
    public int Count => _buckets.Count;

    /// <summary>Other limits from now on.</summary>
    /// <param name="limits">Of all keys.</param>
    /// <param name="now">The current time.</param>
    public void Change(QuotaLimits limits, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(limits);
        _limits = limits;
        foreach (var (key, bucket) in _buckets.ToList())
        {
            if (limits.Of(key) is { } limit)
            {
                bucket.Change(limit, now);
            }
            else
            {
                _buckets.Remove(key);
            }
        }
    }

    /// <summary>A front's word of one key, and what it gets; null when the key has no limit.</summary>
    /// <param name="front">Which process.</param>
    /// <param name="key">A fairness key, or <see cref="QuotaLimits.Everybody"/>.</param>
    /// <param name="word">Its word.</param>
    /// <param name="now">The current time; it never goes back.</param>
    public QuotaLease? Hear(string front, string key, in QuotaWord word, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(front);
        ArgumentNullException.ThrowIfNull(key);
        Sweep(now);
        if (_limits.Of(key) is not { } limit)
        {
            return null;
        }

        if (!_buckets.TryGetValue(key, out var bucket))
        {
            var since = _emptyAt == TimeSpan.MinValue ? double.PositiveInfinity : Math.Max(0, (now - _emptyAt).TotalSeconds);
            bucket = new QuotaBucket(limit, limit.Rate * since, now, _quietUntil);
            _buckets.Add(key, bucket);
        }

        return bucket.Hear(front, word, now);
    }

    /// <summary>A front's process has ended: it spends nothing any more, and its share is the others'.</summary>
    /// <param name="front">Which.</param>
    /// <param name="now">The current time.</param>
    public void Forget(string front, TimeSpan now)
    {
        foreach (var bucket in _buckets.Values)
        {
            bucket.Forget(front, now);
        }
    }

    private void Sweep(TimeSpan now)
    {
        if (now - _sweptAt < SweepEvery)
        {
            return;
        }

        _sweptAt = now;
        foreach (var (key, bucket) in _buckets.ToList())
        {
            if (bucket.IsIdle(now))
            {
                _buckets.Remove(key);
            }
        }
    }
}
