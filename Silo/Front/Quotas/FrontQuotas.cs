using System.Collections.Concurrent;
using Krewe.Models;
using Krewe.Models.Quotas;
using Krewe.Naming;
using Krewe.Scheduling.Queueing.Quotas;
using Krewe.Silo.Configuration;
using Orleans;

namespace Krewe.Silo.Front.Quotas;

/// <summary>All quota that this front holds, by model. A round each 100 ms tells the ledgers; it pauses while nothing is held. Any thread may call.</summary>
internal sealed class FrontQuotas : IDisposable
{
    private readonly ConcurrentDictionary<ModelKey, ModelQuota> _models = new();
    private readonly Func<ModelKey, IQuotaGrain> _ledgers;
    private readonly string _host;
    private readonly string _front;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private int _ticking; // 1 while the timer runs; whoever sets it starts it

    /// <summary>With none.</summary>
    public FrontQuotas(IGrainFactory grains, SiloSettings settings, TimeProvider time)
        : this(model => grains.GetGrain<IQuotaGrain>(model.ToString()), settings.Host, time)
    {
    }

    /// <summary>With none.</summary>
    internal FrontQuotas(Func<ModelKey, IQuotaGrain> ledgers, string host, TimeProvider time)
    {
        (_ledgers, _host, _time) = (ledgers, host, time);
        _front = $"{host}-{Guid.NewGuid().ToString("N")[..12]}"; // another process of this host is another front
        _timer = time.CreateTimer(static self => ((FrontQuotas)self!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What was done, by model.</summary>
    public IEnumerable<KeyValuePair<ModelKey, QuotaCounts>> Counts => _models.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Counts));

    /// <summary>Lets a request in, or says from when on it could be.</summary>
    /// <param name="view">Its model, as it was checked against; one with a quota.</param>
    /// <param name="key">Its fairness key.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public ValueTask<QuotaVerdict> TakeAsync(ModelView view, string key, CancellationToken cancellationToken)
    {
        var quota = _models.GetOrAdd(
            view.Spec.GetKey(), static (model, self) => new ModelQuota(self._ledgers(model), self._front, self._host, self._time), this);
        var verdict = quota.TakeAsync(view.Generation, view.Spec.Queue.Quota!, key, cancellationToken);
        if (Volatile.Read(ref _ticking) == 0)
        {
            StartTicking();
        }

        return verdict;
    }

    /// <summary>Gives all back: this silo stops.</summary>
    public Task ReturnAllAsync() => Task.WhenAll(_models.Values.Select(quota => quota.LeaveAsync()));

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void StartTicking()
    {
        if (Interlocked.Exchange(ref _ticking, 1) == 0)
        {
            _timer.Change(QuotaTimes.Round, Timeout.InfiniteTimeSpan);
        }
    }

    private void Tick()
    {
        Volatile.Write(ref _ticking, 0);
        var any = false;
        foreach (var (_, quota) in _models)
        {
            if (!quota.IsEmpty)
            {
                any = true;
                _ = quota.RoundAsync();
            }
        }

        if (any)
        {
            StartTicking();
        }
    }
}
