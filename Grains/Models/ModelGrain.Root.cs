using System.Collections.Immutable;
using Krewe.Grains.Models.Shards;
using Krewe.Models;
using Krewe.Models.Shards;
using Krewe.Naming;
using Krewe.Scheduling.Queueing.Sharding;

namespace Krewe.Grains.Models;

/// <content>The root of a split queue: deals the slots out to the shards, and moves them to where more important requests wait.</content>
internal sealed partial class ModelGrain
{
    // Null while the queue is one.
    private ShardLedger? _ledger;
    private IGrainTimer? _exchangeTimer;
    private DateTimeOffset _exchangedAt;
    private long _allotments;
    private bool _configured;

    // Completed with the next exchange, which has not begun; null when none is wanted.
    private TaskCompletionSource? _nextExchange;
    private bool _exchanging;

    // By shard: of which activation how many arrivals were counted.
    private readonly Dictionary<int, (long Activation, long Arrived)> _arrivedAt = [];

    private bool IsSplit => _key.Shard == 0 && (_ledger is not null || Configuration?.Spec.Queue.Shards > 1);

    public Task ExchangeAsync(int shard) => IsSplit ? NextExchangeAsync() : Task.CompletedTask;

    /// <summary>Ends when an exchange that has not begun yet was made.</summary>
    private Task NextExchangeAsync()
    {
        _nextExchange ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var next = _nextExchange.Task;
        if (!_exchanging)
        {
            MakeExchangesAsync().Ignore();
        }

        return next;
    }

    private void ExchangeSoon()
    {
        if (IsSplit)
        {
            NextExchangeAsync().Ignore();
        }
    }

    private async Task MakeExchangesAsync()
    {
        _exchanging = true;
        try
        {
            while (_nextExchange is not null)
            {
                if (_exchangedAt + ShardTimes.Gap - time.GetUtcNow() is { Ticks: > 0 } wait)
                {
                    await Task.Delay(wait, time);
                }

                var ended = _nextExchange;
                (_nextExchange, _exchangedAt) = (null, time.GetUtcNow());
                try
                {
                    await ExchangeOnceAsync();
                }
                finally
                {
                    ended.TrySetResult();
                }
            }
        }
        finally
        {
            _exchanging = false;
            if (IsSplit)
            {
                _exchangeTimer ??= this.RegisterGrainTimer(
                    NextExchangeAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true });
                _exchangeTimer.Change(_ledger?.IsBusy == true ? ShardTimes.Busy : ShardTimes.Calm, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Asks all, decides, tells those who get fewer, then those who get more.</summary>
    private async Task ExchangeOnceAsync()
    {
        if (Configuration is not { } configuration)
        {
            return;
        }

        var shards = configuration.Spec.Queue.Shards;
        if (_ledger is not { } ledger)
        {
            ledger = new ShardLedger();
            ledger.Resize(shards, time.GetUtcNow());
            ledger.SetReplicas(SlotsByReplica(), KnownReplicas());
            ledger.Doubt();
            await Task.WhenAll(Enumerable.Range(1, shards - 1).Select(shard => TellAsync(ledger, shard, asks: true)));
            _ledger = ledger;
        }

        ledger.Resize(shards, time.GetUtcNow());
        ledger.SetReplicas(SlotsByReplica(), KnownReplicas());
        await Task.WhenAll(Enumerable.Range(1, ledger.Count - 1).Select(shard => TellAsync(ledger, shard)));
        HearMyself(ledger);
        ledger.Forget(time.GetUtcNow() - ShardTimes.Allotted);
        ledger.SetReplicas(SlotsByReplica(), KnownReplicas());
        ledger.Deal();
        foreach (var move in SlotSplit.Decide(ledger.Demands(), ShardTimes.MaxMoves))
        {
            ledger.Move(move);
        }

        var lowered = ledger.Lower();
        TakeMyShare(ledger);
        await Task.WhenAll(lowered.Where(shard => shard > 0).Select(shard => TellAsync(ledger, shard)));
        HearMyself(ledger);
        ledger.SetReplicas(SlotsByReplica(), KnownReplicas());
        var raised = ledger.Raise();
        TakeMyShare(ledger);
        Dispatch();
        await Task.WhenAll(raised.Where(shard => shard > 0).Select(shard => TellAsync(ledger, shard)));
        if (ledger.Count == 1 && Configuration?.Spec.Queue.Shards == 1)
        {
            _ledger = null;
            TakeAll();
        }
    }

    private async Task TellAsync(ShardLedger ledger, int shard, bool asks = false)
    {
        var key = (_key with { Shard = shard }).ToString();
        var row = ledger.Rows[shard];
        try
        {
            var report = await GrainFactory.GetGrain<IModelGrain>(key).AllotAsync(new ShardAllotment
            {
                Root = _activation,
                Sequence = ++_allotments,
                Configuration = Configuration,
                Closed = !row.TakesPart,
                Shares = asks ? null : SharesOf(row),
                Urgent = UrgentBeside(ledger, shard),
                Known = KnownReplicas() is { } known ? [.. known] : null,
            }).WaitAsync(ShardTimes.Patience, time);
            if (asks)
            {
                ledger.Adopt(shard, report, time.GetUtcNow());
            }
            else
            {
                ledger.Hear(shard, report, time.GetUtcNow());
            }

            CountArrivals(shard, report);
        }
        catch (Exception exception)
        {
            Log.ShardSilent(logger, key, exception);
        }
    }

    private ImmutableArray<ShardShare> SharesOf(LedgerRow row) =>
    [
        .. _replicas.Values
            .Where(replica => replica.Report is not null)
            .Select(replica => new ShardShare(replica.Report! with { Signature = null }, row.Cells.TryGetValue(replica.Id, out var cell) ? cell.Told : 0)),
    ];

    private void CountArrivals(int shard, ShardReport report)
    {
        var before = _arrivedAt.GetValueOrDefault(shard);
        var arrived = report.Counters.Arrived - (before.Activation == report.Activation ? before.Arrived : 0);
        _arrivedAt[shard] = (report.Activation, report.Counters.Arrived);
        if (arrived > 0)
        {
            _demand?.Arrived(time.GetUtcNow(), (int)Math.Min(arrived, int.MaxValue));
        }
    }

    private IEnumerable<KeyValuePair<ReplicaId, int>> SlotsByReplica() =>
        _replicas.Values.Where(replica => replica.Report is not null).Select(replica => KeyValuePair.Create(replica.Id, replica.Report!.Slots));

    /// <summary>Null before the pool has spoken to this activation: then one that has not reported may be there all the same.</summary>
    private ICollection<ReplicaId>? KnownReplicas() => _configured ? _replicas.Keys : null;

    private void HearMyself(ShardLedger ledger) => ledger.Hear(0, MyReport(), time.GetUtcNow());

    private void TakeMyShare(ShardLedger ledger)
    {
        foreach (var replica in _replicas.Values)
        {
            replica.Share = ledger.Rows[0].Cells.TryGetValue(replica.Id, out var cell) ? cell.Told : 0;
        }

        _urgentElsewhere = UrgentBeside(ledger, 0);
        CallBackOwed();
    }

    private void TakeAll()
    {
        foreach (var replica in _replicas.Values)
        {
            replica.Share = int.MaxValue;
        }

        Dispatch();
    }

    /// <summary>The shards forget the model as well.</summary>
    private void CloseShards()
    {
        for (var shard = 1; shard < _ledger?.Count; shard++)
        {
            TellAsync(_ledger, shard).Ignore();
        }

        _ledger = null;
    }

    /// <summary>The sum over all shards, as far as they told.</summary>
    private ModelView WithShards(ModelView view)
    {
        foreach (var report in _ledger?.Rows.Skip(1).Select(row => row.Report).OfType<ShardReport>() ?? [])
        {
            view = view with
            {
                Running = view.Running + report.Requests,
                Waiting = [.. view.Waiting.Zip(report.Waiting, (mine, its) => mine + its)],
                WaitingBytes = view.WaitingBytes + report.WaitingBytes,
                Counters = view.Counters.Plus(report.Counters),
            };
        }

        return view;
    }
}
