using System.Collections.Immutable;
using Krewe.Grains.Quotas;
using Krewe.Models.Quotas;
using Krewe.Scheduling.Queueing.Quotas;
using Krewe.Specs;

namespace Krewe.Silo.Front.Quotas;

/// <summary>What this front holds of one model's quota. Any thread may call; nothing waits under the lock. See docs/quotas.md.</summary>
internal sealed class ModelQuota(IQuotaGrain ledger, string front, string host, TimeProvider time)
{
    /// <summary>The keys that this front keeps apart; what is beyond and not named in the spec shares one.</summary>
    internal const int MaxKeys = 10_000;

    /// <summary>A ledger that does not answer for so long is taken as silent.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Between two questions for the same request.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(5);

    private const string Others = "(others)";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, QuotaPocket> _pockets = new(StringComparer.Ordinal);
    private readonly long _origin = time.GetTimestamp();
    private QuotaSpec _spec = new();
    private QuotaLimits _limits = QuotaLimits.None;
    private long _generation = long.MinValue;
    private Exception? _failure; // of the last message; null when it was answered
    private Task? _asking;

    /// <summary>For metrics.</summary>
    public QuotaCounts Counts { get; } = new();

    /// <summary>Whether there is nothing to tell or to keep.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _pockets.Count == 0;
            }
        }
    }

    private TimeSpan Now => time.GetElapsedTime(_origin);

    /// <summary>Lets a request in, at once where quota for it is held here, else when the ledger has answered.</summary>
    /// <param name="generation">The generation of the spec that the request was checked against.</param>
    /// <param name="spec">The quota of it.</param>
    /// <param name="key">The request's fairness key.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public ValueTask<QuotaVerdict> TakeAsync(long generation, QuotaSpec spec, string key, CancellationToken cancellationToken)
    {
        QuotaPocket? all, own;
        lock (_gate)
        {
            if (generation > _generation)
            {
                (_generation, _spec, _limits) = (generation, spec, QuotaRates.Of(spec));
            }

            key = _pockets.Count >= MaxKeys && !_limits.Keys.ContainsKey(key) && !_pockets.ContainsKey(key) ? Others : key;
            (all, own) = (PocketOf(QuotaLimits.Everybody), PocketOf(key));
            all?.Count();
            own?.Count();
            if (Try(all, own, key) is { } verdict)
            {
                return new ValueTask<QuotaVerdict>(verdict);
            }
        }

        Counts.CountWait();
        return new ValueTask<QuotaVerdict>(WaitAsync(key, cancellationToken));
    }

    /// <summary>Tells the ledger what was spent, gives back what is not needed, and gets what will be.</summary>
    public Task RoundAsync() => AskAsync(endsRound: true);

    /// <summary>Gives all back: this silo stops.</summary>
    public Task LeaveAsync()
    {
        lock (_gate)
        {
            foreach (var pocket in _pockets.Values)
            {
                pocket.Leave();
            }
        }

        return AskAsync(endsRound: true);
    }

    private async Task<QuotaVerdict> WaitAsync(string key, CancellationToken cancellationToken)
    {
        for (var asks = 0; ; asks++)
        {
            QuotaPocket? all, own;
            if (asks > 1)
            {
                await Task.Delay(Gap, time, cancellationToken); // other fronts are about to give back what they do not need
            }

            lock (_gate)
            {
                (all, own) = (PocketOf(QuotaLimits.Everybody), PocketOf(key));
                if (Try(all, own, key) is { } verdict)
                {
                    return verdict;
                }

                (all, own) = (all?.Has(Now) == false ? all : null, own?.Has(Now) == false ? own : null);
                AddNeed(all, own, 1);
            }

            try
            {
                await AskAsync(endsRound: false).WaitAsync(cancellationToken);
            }
            finally
            {
                lock (_gate)
                {
                    AddNeed(all, own, -1);
                }
            }

            lock (_gate)
            {
                if (_failure is { } failure && Try(PocketOf(QuotaLimits.Everybody), PocketOf(key), key) is null)
                {
                    return new QuotaVerdict(false, key, TimeSpan.Zero, failure);
                }
            }
        }
    }

    private static void AddNeed(QuotaPocket? all, QuotaPocket? own, int by)
    {
        if (all is not null)
        {
            all.Need += by;
        }

        if (own is not null)
        {
            own.Need += by;
        }
    }

    /// <summary>Under the lock. Null when the ledger must be asked.</summary>
    private QuotaVerdict? Try(QuotaPocket? all, QuotaPocket? own, string key)
    {
        var now = Now;
        var (hasAll, hasOwn) = (all?.Has(now) ?? true, own?.Has(now) ?? true);
        if (hasAll && hasOwn)
        {
            all?.Spend();
            own?.Spend();
            return new QuotaVerdict(true);
        }

        var (forAll, forOwn) = (TimeSpan.Zero, TimeSpan.Zero);
        var denied = (!hasAll && all!.IsDenied(now, out forAll)) | (!hasOwn && own!.IsDenied(now, out forOwn));
        return !denied ? null : forOwn >= forAll ? new QuotaVerdict(false, key, forOwn) : new QuotaVerdict(false, QuotaLimits.Everybody, forAll);
    }

    /// <summary>Under the lock. Null when that key has no limit.</summary>
    private QuotaPocket? PocketOf(string key)
    {
        if (_limits.Of(key) is null)
        {
            return null;
        }

        if (!_pockets.TryGetValue(key, out var pocket))
        {
            _pockets.Add(key, pocket = new QuotaPocket());
        }

        return pocket;
    }

    /// <summary>One message at a time: the answer to one says what the next one may tell. Never fails; <see cref="_failure"/> says whether it was answered.</summary>
    private Task AskAsync(bool endsRound)
    {
        TaskCompletionSource ended;
        QuotaReport report;
        TimeSpan askedAt;
        lock (_gate)
        {
            if (_asking is { } asking)
            {
                return asking; // who needs more asks again after it
            }

            var words = ImmutableArray.CreateBuilder<QuotaKeyWord>();
            foreach (var (key, pocket) in _pockets)
            {
                if (endsRound ? !pocket.IsIdle : pocket.Need > 0)
                {
                    var word = pocket.Speak(Now, endsRound);
                    words.Add(new QuotaKeyWord(key, word.Spent, word.Held, word.Want, word.Need, word.Pace));
                }
            }

            if (words.Count == 0)
            {
                return Task.CompletedTask;
            }

            report = new QuotaReport { Front = front, Host = host, Generation = _generation, Quota = _spec, Keys = words.ToImmutable() };
            askedAt = Now;
            ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _asking = ended.Task;
        }

        _ = TellAsync(report, askedAt, ended);
        return ended.Task;
    }

    private async Task TellAsync(QuotaReport report, TimeSpan askedAt, TaskCompletionSource ended)
    {
        Counts.CountMessage();
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            var answer = await ledger.LeaseAsync(report, patience.Token).WaitAsync(Patience, time);
            lock (_gate)
            {
                Hear(report, answer, askedAt);
            }
        }
        catch (Exception exception)
        {
            // The cluster's fault; the next round tells again, and until then each key goes on as fast as it was told that it may alone.
            Counts.CountFailure();
            lock (_gate)
            {
                Miss(report, exception);
            }
        }

        ended.SetResult();
    }

    private void Hear(QuotaReport report, QuotaAnswer answer, TimeSpan askedAt)
    {
        (_failure, _asking) = (null, null);
        var leases = answer.Leases.ToDictionary(lease => lease.Key, StringComparer.Ordinal);
        foreach (var word in report.Keys)
        {
            if (!_pockets.TryGetValue(word.Key, out var pocket))
            {
                continue;
            }

            // What the ledger knows no limit of has none any more: the spec that says so is on its way here.
            var lease = leases.TryGetValue(word.Key, out var given)
                ? new QuotaLease(given.Granted, given.Keep, given.Pace, given.RetryAfter)
                : new QuotaLease(int.MaxValue, long.MaxValue, 0, TimeSpan.Zero);
            pocket.Hear(lease, askedAt, Now);
            if (pocket.IsIdle)
            {
                _pockets.Remove(word.Key);
            }
        }
    }

    private void Miss(QuotaReport report, Exception exception)
    {
        (_failure, _asking) = (exception, null);
        foreach (var word in report.Keys)
        {
            if (_pockets.TryGetValue(word.Key, out var pocket))
            {
                pocket.Miss(Now);
                if (pocket.IsIdle)
                {
                    _pockets.Remove(word.Key);
                }
            }
        }
    }
}
