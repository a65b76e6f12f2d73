using System.Collections.Immutable;
using Krewe.Grains.Models.Slots;
using Krewe.Models;
using Krewe.Models.Slots;
using Krewe.Naming;
using Krewe.Specs;

namespace Krewe.Grains.Models;

/// <content>Slots that fronts keep while nobody waits.</content>
internal sealed partial class ModelGrain
{
    // Until then nothing is lent, because somebody had to wait.
    private DateTimeOffset _lendFrom;

    // Of the slots that a front keeps, how many it said are in use. Only for the view.
    private readonly Dictionary<string, int> _inUse = new(StringComparer.Ordinal);

    public Task<SlotAnswer> UseSlotsAsync(SlotUse use)
    {
        var now = time.GetUtcNow();
        foreach (var execution in use.Executions)
        {
            NoteUse(execution, now);
        }

        foreach (var slot in use.Returned)
        {
            _replicas.GetValueOrDefault(slot.Replica)?.Release(slot.Id, 0);
        }

        _inUse[use.Front] = use.InUse;
        var kept = ImmutableArray.CreateBuilder<string>(use.Held.Length);
        var lost = LostAt(now);
        foreach (var slot in use.Held)
        {
            if (_replicas.GetValueOrDefault(slot.Replica)?.Renew(slot.Id, use.Front, lost) == true)
            {
                kept.Add(slot.Id);
            }
        }

        if (!use.Returned.IsEmpty || !use.Executions.IsEmpty)
        {
            Dispatch();
        }

        return Task.FromResult(new SlotAnswer { Kept = kept.ToImmutable(), KeepFor = SlotLending.KeepFor });
    }

    /// <summary>Whether the front of a ticket that is just granted may keep the slot.</summary>
    private bool MayKeep(Ticket ticket, ReplicaSlots replica, DateTimeOffset now) =>
        ticket is { Front: not null, Attempt: 0, Affinity: null, Class: not ServiceClass.Batch } && ticket.Budget <= Configuration!.Spec.Timeout
        && Configuration.Spec is { Batching.MaxSize: 1, HedgeThousandths: 0 } && _queue.Count == 0 && now >= _lendFrom && replica.IsSound && IsBest(replica, ticket) && SlotLending.MayLend(Slots(), FreeSlots() - 1);

    /// <summary>When a slot that is kept from now on is taken for lost: its front may begin its last execution when the time to keep it ends.</summary>
    private DateTimeOffset LostAt(DateTimeOffset now) => now + SlotLending.KeepFor + (Configuration?.Spec.Timeout ?? SpecDefaults.Timeout) + LeakGrace;

    /// <summary>Calls back what fronts keep.</summary>
    private void CallBack(DateTimeOffset now)
    {
        HashSet<string>? fronts = null;
        for (var index = 0; index < _replicas.Count; index++)
        {
            if (_replicas.GetValueAtIndex(index) is { Kept: > 0 } replica)
            {
                replica.CallBack(fronts ??= new HashSet<string>(StringComparer.Ordinal), now);
            }
        }

        if (fronts is null)
        {
            return;
        }

        _lendFrom = now + SlotLending.Pause;
        var model = ModelKey.Parse(this.GetPrimaryKeyString());
        foreach (var front in fronts.Order(StringComparer.Ordinal))
        {
            _inUse.Remove(front);
            GrainFactory.GetGrain<IFrontGrain>(front).RevokeAsync(model).Ignore();
        }
    }

    private void NoteUse(in SlotExecution execution, DateTimeOffset now)
    {
        if (!execution.Granted)
        {
            _counters = _counters with { Arrived = _counters.Arrived + 1 };
            _demand?.Arrived(now);
            _lastArrival = now;
            NoteArrived(execution.Class, now);
            if (_estimate.Current is { } known)
            {
                _loads.Record((int)execution.Class, known.Typical, now);
            }
        }

        // In a slot that is not known any more it was executed by the process before: that says nothing about this one.
        var replica = _replicas.GetValueOrDefault(execution.Slot.Replica);
        if (replica?.Uses(execution.Slot.Id) == true)
        {
            NoteHealth(replica, execution.Outcome, execution.ServiceTime, execution.Elapsed, now);
        }

        NoteEnded(execution.Class, execution.Elapsed);
        NoteOutcome(replica, execution.Outcome, execution.ServiceTime);
    }

    /// <summary>Executions, as far as it is known: of the slots that are kept those that their fronts said are in use.</summary>
    private int RunningNow() =>
        _replicas.Values.Sum(replica => replica.Running - replica.Kept) + Math.Min(_inUse.Values.Sum(), _replicas.Values.Sum(replica => replica.Kept));

    /// <summary>In a split queue nothing of it is anybody's before it is dealt out.</summary>
    private ReplicaSlots NewReplica(ReplicaId id) => new(id) { Share = IsSplit ? 0 : int.MaxValue };

    private void FreeLeaked(DateTimeOffset now)
    {
        foreach (var replica in _replicas.Values)
        {
            if (replica.ReleaseLeaked(now, silos.IsGone) is > 0 and var leaked)
            {
                Log.Leaked(logger, replica.Id, leaked);
            }
        }
    }
}
