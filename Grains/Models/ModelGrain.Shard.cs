using System.Collections.Immutable;
using Krewe.Grains.Models.Shards;
using Krewe.Models;
using Krewe.Models.Shards;
using Krewe.Naming;
using Krewe.Specs;

namespace Krewe.Grains.Models;

/// <content>One of several shards of a queue: uses the slots that the root gave it.</content>
internal sealed partial class ModelGrain
{
    private (long Root, long Sequence) _told;
    private DateTimeOffset _allottedUntil;
    private bool _shut;

    // When the root was asked last.
    private DateTimeOffset _askedAt;

    // The most important class that waited while no slot was free, at the end of the last turn; the largest number for none.
    private int _starving = int.MaxValue;

    // Slots in use beyond its share, when it told the root last.
    private int _owedBefore;

    private IModelGrain Root => GrainFactory.GetGrain<IModelGrain>((_key with { Shard = 0 }).ToString());

    public Task<ShardReport> AllotAsync(ShardAllotment allotment)
    {
        if (_key.Shard > 0 && (allotment.Root, allotment.Sequence).CompareTo(_told) > 0)
        {
            _told = (allotment.Root, allotment.Sequence);
            if (allotment.Shares is { } shares)
            {
                Take(allotment, shares);
            }
        }

        return Task.FromResult(MyReport());
    }

    private void Take(ShardAllotment allotment, ImmutableArray<ShardShare> shares)
    {
        var now = time.GetUtcNow();
        (_allottedUntil, _shut) = (now + ShardTimes.Allotted, allotment.Closed);
        if (allotment.Configuration is not { } configuration)
        {
            RefuseWaiting(() => Refusals.Removed((_key with { Shard = 0 }).ToString()));
            CallBack(now);
            _replicas.Clear();
            state.State = new ModelState(); // a shard keeps nothing on the disk
            ShowLoad();
            return;
        }

        var before = Configuration;
        if (before is null || configuration.Generation > before.Generation)
        {
            CallBack(now);
            state.State = state.State with { Configuration = configuration, Generation = configuration.Generation };
            if (before?.Spec.Queue != configuration.Spec.Queue)
            {
                MoveQueue(configuration.Spec, now);
            }

        }

        _closed = configuration.Closed;
        if (_closed)
        {
            RefuseWaiting(() => Refusals.NoReplicas(configuration.Spec));
        }

        ShowLoad();
        _urgentElsewhere = allotment.Urgent;
        TakeReplicas(shares, allotment.Known);
        CallBackOwed();
        FreeLeaked(now);
        if (_shut)
        {
            SendBackWaiting();
        }

        Dispatch();
        _owedBefore = Owed();
    }

    private void TakeReplicas(ImmutableArray<ShardShare> shares, ImmutableArray<ReplicaId>? known)
    {
        foreach (var gone in known is { } all ? _replicas.Keys.Except(all).ToList() : [])
        {
            _replicas.Remove(gone);
        }

        foreach (var (report, slots) in shares)
        {
            if (!_replicas.TryGetValue(report.Replica, out var replica))
            {
                _replicas.Add(report.Replica, replica = new ReplicaSlots(report.Replica));
            }

            if (!replica.Knows(report))
            {
                Take(replica, report); // told again it would end a suspicion that is this shard's own
            }

            replica.Share = slots;
        }

        NoteKinds();
    }

    /// <summary>A new shard learns from the root what it is before it answers.</summary>
    private async Task<TicketDecision> JoinAsync(Ticket ticket, CancellationToken cancellationToken)
    {
        await Root.ExchangeAsync(_key.Shard);
        return Configuration is null ? new TicketDecision { Verdict = TicketVerdict.Stale } : await SubmitAsync(ticket, cancellationToken);
    }

    /// <summary>What it has and has to do, for the ledger.</summary>
    private ShardReport MyReport()
    {
        var kept = _replicas.Values.Sum(replica => replica.Kept);
        int[] running = [0, 0, 0];
        foreach (var execution in _replicas.Values.SelectMany(replica => replica.InSlots()).Where(execution => execution.KeptBy is null))
        {
            running[(int)execution.Ticket.Class]++;
        }

        running[(int)ServiceClass.Standard] += Math.Min(kept, _inUse.Values.Sum());
        return new ShardReport
        {
            Activation = _activation,
            Holdings = [.. _replicas.Values.Select(replica => new ShardHolding(replica.Id, Math.Min(replica.Share, replica.Report?.Slots ?? 0), replica.UsedSlots))],
            Waiting = [.. Ranks().Select(rank => _queue.LoadOf(rank).Count)],
            Running = [.. running],
            WaitingBytes = _queue.Bytes,
            Requests = RunningNow(),
            Urgent = _urgentBy,
            Counters = _counters,
        };
    }

    /// <summary>Called when a turn has given out what could be given: whether slots of other shards are needed, or one that is owed is free.</summary>
    private void TellRoot(DateTimeOffset now)
    {
        if (_key.Shard == 0 && !IsSplit)
        {
            return;
        }

        var (owed, starving) = (Owed(), FreeSlots() > 0 ? int.MaxValue : Ranks().FirstOrDefault(rank => _queue.LoadOf(rank).Count > 0, int.MaxValue));
        var news = owed < _owedBefore || starving < _starving;
        (_owedBefore, _starving) = (owed, starving);
        if (!news && !(starving < int.MaxValue && now - _askedAt >= ShardTimes.Calm))
        {
            return; // known to the root, which looks again by itself while anything waits
        }

        _askedAt = now;
        if (_key.Shard > 0)
        {
            Root.ExchangeAsync(_key.Shard).Ignore();
        }
        else if (!_exchanging)
        {
            ExchangeSoon();
        }
    }

    /// <summary>Without a word of the root for so long it may deal anew: nothing is granted until it speaks.</summary>
    private void CheckAllotment(DateTimeOffset now)
    {
        if (_key.Shard == 0 || now < _allottedUntil)
        {
            return;
        }

        foreach (var replica in _replicas.Values)
        {
            replica.Share = 0;
        }

        CallBackOwed();
    }

    private int Owed() => _replicas.Values.Sum(replica => Math.Max(0, replica.UsedSlots - replica.Share));

    private void CallBackOwed()
    {
        if (_replicas.Values.Any(replica => replica.Kept > 0 && replica.UsedSlots > replica.Share))
        {
            CallBack(time.GetUtcNow());
        }
    }
}
