using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Events;
using Krewe.Grains.Events;
using Krewe.Grains.Placement;
using Krewe.Hosts;
using Krewe.Machines;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Scaling;
using Krewe.Scheduling.Costs.Capacity;
using Microsoft.Extensions.Logging;

namespace Krewe.Grains.Machines;

/// <summary>
/// Buys machines for what a pool's models need and has no room, and gives back what is superfluous. It wakes by the reports of silos that have a provider,
/// stores each machine before the provider hears of it, and compares with what the provider lists: whatever dies in between, the next round goes on.
/// </summary>
[GrainType("machines"), RegionPlacement]
internal sealed partial class MachinesGrain(
    [PersistentState(StateNames.Machines, StateNames.Storage)] IPersistentState<MachinesState> state,
    IEventSink events,
    TimeProvider time,
    ILogger<MachinesGrain> logger) : Grain, IMachinesGrain
{
    /// <summary>How long another grain is waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>A silo that has not told anything for so long does not carry out orders any more: another one does.</summary>
    private static readonly TimeSpan ExecutorAge = TimeSpan.FromSeconds(35);

    /// <summary>Hours and money since are forgotten with a silo that is killed.</summary>
    private static readonly TimeSpan SavePause = TimeSpan.FromMinutes(10);

    /// <summary>A silo that was silent does not make machines cost nothing, nor does a clock that jumps make them cost much.</summary>
    private static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, DateTimeOffset> _superfluousSince = new(StringComparer.Ordinal);
    private readonly LaterNeeds _expected = new();
    private MachineReport? _report;
    private DateTimeOffset _reportedAt;
    private DateTimeOffset _savedAt;
    private MachinesState? _metered;
    private ImmutableArray<string> _unserved = [];
    private string _toldUnserved = "";
    private int _lacking;

    private PoolKey Key => PoolKey.Parse(this.GetPrimaryKeyString());

    private IPoolGrain Pool => GrainFactory.GetGrain<IPoolGrain>(this.GetPrimaryKeyString());

    public async Task<MachineOrders> RoundAsync(MachineReport report)
    {
        var now = time.GetUtcNow();
        if (_report is { } last && last.Executor != report.Executor && now - _reportedAt < ExecutorAge)
        {
            return MachineOrders.None;
        }

        var round = new MachineRound(_metered ?? state.State, report, now);
        if (_report is not null)
        {
            round.Meter(now - _reportedAt < LongestStep ? now - _reportedAt : LongestStep);
        }

        (_report, _reportedAt) = (report, now);
        round.TakeFailures();
        round.TakeSeen();
        await SaveAsync(round);
        PoolSnapshot pool;
        try
        {
            await Pool.OfferAsync([.. report.Offers.Where(offer => offer.Most > 0).Select(CapacitySnapshots.Offered)], report.Spot).WaitAsync(Patience, time);
            pool = await Pool.GetSnapshotAsync().WaitAsync(Patience, time);
        }
        catch (Exception exception)
        {
            Log.PoolSilent(logger, exception, Key);
            return OrdersOf(round, null);
        }

        round.TakeHosts(pool);
        round.TakeNotices(pool);
        await DecideAsync(round, pool, now);
        await SaveAsync(round);
        await EmptyAsync(round, pool);
        await SaveAsync(round);
        return OrdersOf(round, pool);
    }

    public Task<MachinesView> GetAsync()
    {
        var (now, known) = (time.GetUtcNow(), _metered ?? state.State);
        return Task.FromResult(new MachinesView
        {
            Pool = Key,
            Executor = now - _reportedAt < ExecutorAge ? _report?.Executor : null,
            Machines = [.. known.Machines.Values],
            Groups =
            [
                .. (_report?.Offers ?? []).Select(offer => new MachineGroupView
                {
                    Offer = offer,
                    Count = known.Machines.Values.Count(machine => machine.Group == offer.Group),
                    Start = CapacitySnapshots.StartOf(offer, known),
                    InterruptionsPerHour = CapacitySnapshots.InterruptionsOf(offer, known),
                    PausedUntil = known.Group(offer.Group).PausedUntil is { } until && until > now ? until : null,
                    Orders = known.Group(offer.Group).Orders,
                    Failures = known.Group(offer.Group).Failures,
                    Interruptions = known.Group(offer.Group).Interruptions,
                    Removals = known.Group(offer.Group).Removals,
                }),
            ],
            Unserved = _unserved,
            Lacking = _lacking,
            PerHour = known.Machines.Values.Where(machine => machine.Phase != MachinePhase.Ordered).Sum(machine => machine.Cost.PerHour),
            Spent = known.Spent,
        });
    }

    /// <summary>Asks for machines, and has those go that have been superfluous for long enough.</summary>
    private async Task DecideAsync(MachineRound round, PoolSnapshot pool, DateTimeOffset now)
    {
        var (scaling, later) = await ScalingAsync(CapacitySnapshots.StartsOf(_report!, round.State));
        var decision = CapacityPlanner.Decide(CapacitySnapshots.Of(pool, scaling, later, _expected, round.State, _report!, now));
        foreach (var purchase in decision.Purchases)
        {
            // One that is being emptied is there already, and costs until it has gone.
            if (round.State.Machines.Values.FirstOrDefault(machine => machine.Group == purchase.Kind && machine is { Phase: MachinePhase.Leaving, EndsAt: null, JoinedAt: not null }) is { } leaving
                && pool.Hosts.Any(host => host.Host == leaving.Name && host.State != HostState.Lost) && await MaintainAsync(leaving, empty: false))
            {
                round.Keep(leaving, $"it is needed again: {purchase.Reason}");
            }
            else
            {
                round.Order(_report!.Offers.First(offer => offer.Group == purchase.Kind), purchase.Reason);
            }
        }

        Tell(decision.Unserved);
        foreach (var name in _superfluousSince.Keys.Where(name => decision.Superfluous.All(one => one.Machine != name)).ToList())
        {
            _superfluousSince.Remove(name);
        }

        foreach (var superfluous in decision.Superfluous)
        {
            _superfluousSince.TryAdd(superfluous.Machine, now);
            if (round.State.Machines.TryGetValue(superfluous.Machine, out var machine) && round.OfferOf(machine) is { } offer && now - _superfluousSince[machine.Name] >= offer.Idle)
            {
                _superfluousSince.Remove(machine.Name);
                round.Leave(machine, superfluous.Reason);
            }
        }
    }

    /// <summary>Has the hosts emptied of machines that go; told again until it shows.</summary>
    private async Task EmptyAsync(MachineRound round, PoolSnapshot pool)
    {
        foreach (var machine in round.State.Machines.Values.Where(machine => machine.Phase == MachinePhase.Leaving))
        {
            // What is taken back is told to its host as such, though an operator may have drained it already.
            if (pool.Hosts.FirstOrDefault(host => host.Host == machine.Name) is { State: not HostState.Lost } host && (EndOf(machine) is null ? !host.Draining : host.Notice is null)
                && !await MaintainAsync(machine, empty: true) && machine is { EndsAt: null, JoinedAt: not null })
            {
                round.Keep(machine, "its replicas have no other place after all");
            }
        }
    }

    /// <summary>When it is taken back; null where nobody said so, or where that is over.</summary>
    private DateTimeOffset? EndOf(Machine machine) => machine.EndsAt > time.GetUtcNow() ? machine.EndsAt : null;

    /// <summary>Whether the pool does so; true also where it did not answer, for then it is told again.</summary>
    private async Task<bool> MaintainAsync(Machine machine, bool empty)
    {
        try
        {
            // What is taken back goes, whether or not there is room for all of it elsewhere.
            await Pool.MaintainAsync(new MaintenanceOrder
            {
                Host = machine.Name,
                Empty = empty,
                Force = machine.EndsAt is not null,
                Notice = empty && EndOf(machine) is { } ends ? new HostNotice { ToldAt = time.GetUtcNow(), EndsAt = ends, Reason = machine.Reason } : null,
            }).WaitAsync(Patience, time);
            return true;
        }
        catch (KreweException exception)
        {
            Log.NotEmptied(logger, exception, machine.Name);
            return false;
        }
        catch (Exception exception)
        {
            Log.PoolSilent(logger, exception, Key);
            return empty;
        }
    }

    private async Task<(ImmutableArray<ScalingView> Now, ImmutableArray<(double Start, ImmutableArray<LaterNeed> Needs)> Later)> ScalingAsync(ImmutableArray<double> starts)
    {
        try
        {
            var grain = GrainFactory.GetGrain<IScalingGrain>(this.GetPrimaryKeyString());
            var (scaling, later) = (await grain.GetAsync().WaitAsync(Patience, time), ImmutableArray.CreateBuilder<(double, ImmutableArray<LaterNeed>)>());
            foreach (var start in starts)
            {
                later.Add((start, await grain.GetLaterAsync(TimeSpan.FromSeconds(LaterNeeds.SecondsFor(start))).WaitAsync(Patience, time)));
            }

            return (scaling, later.ToImmutable());
        }
        catch (Exception exception)
        {
            // What the pool says that it wants stands for it.
            Log.ScalingSilent(logger, exception, Key);
            return ([], []);
        }
    }

    private static MachineOrders OrdersOf(MachineRound round, PoolSnapshot? pool) => new(
        [
            .. round.State.Machines.Values.Where(machine => machine.Phase == MachinePhase.Ordered && round.Seen(machine.Name) is null && round.OfferOf(machine) is not null)
                .Select(machine => new MachineOrder(machine.Name, pool?.Pool.Pool ?? "", round.OfferOf(machine)!)).Where(order => order.Pool.Length > 0),
        ],
        [
            .. round.State.Machines.Values.Where(machine => machine.Phase == MachinePhase.Leaving && round.Seen(machine.Name) is not null && pool is not null
                && pool.Hosts.FirstOrDefault(host => host.Host == machine.Name) is null or { Leases.IsEmpty: true } or { State: HostState.Lost }).Select(machine => machine.Name),
        ]);

    /// <summary>Stores what has changed before anybody acts on it, and tells of it; hours and money alone are stored now and then.</summary>
    private async Task SaveAsync(MachineRound round)
    {
        var now = time.GetUtcNow();
        _metered = round.State;
        if (round.Notes.Count > 0 || round.IsUnsaved || now - _savedAt >= SavePause)
        {
            _savedAt = now;
            round.IsUnsaved = false;
            try
            {
                await this.SaveAsync(state, round.State);
            }
            catch
            {
                _metered = null;
                throw;
            }
        }

        foreach (var note in round.Notes)
        {
            Record(note.Kind, note.Machine.Name, note.Text, note.Reasons, ("group", note.Machine.Group), ("purchase", note.Machine.Cost.Purchase), ("price per hour", note.Machine.Cost.PerHour));
        }

        round.Notes.Clear();
    }

    /// <summary>What cannot be helped is told when it changes.</summary>
    private void Tell(ImmutableArray<UnservedNeed> unserved)
    {
        ImmutableArray<string> texts = [.. unserved.Select(one => $"{one.Replicas} replicas of {one.Model} have no room, and no machine for them: {string.Join("; ", one.Reasons)}")];

        // How many are lacking follows demand from round to round: that alone is no news.
        var what = string.Join('\n', unserved.Select(one => $"{one.Model}: {string.Join("; ", one.Reasons)}"));
        if (what.Length > 0 && what != _toldUnserved)
        {
            Record(EventKinds.MachineLacking, Key.ToString(), "replicas have no room, and no machine can be bought for them", texts);
        }

        (_unserved, _toldUnserved, _lacking) = (texts, what, unserved.Sum(one => one.Replicas));
    }

    private void Record(string kind, string subject, string text, ImmutableArray<string> reasons, params ReadOnlySpan<(string Name, object? Value)> inputs) => events.Record(new ClusterEvent
    {
        At = time.GetUtcNow(),
        Kind = kind,
        Level = kind is EventKinds.MachineFailed or EventKinds.MachineNoticed or EventKinds.MachineLost or EventKinds.MachineLacking ? EventLevel.Warning : EventLevel.Information,
        Subject = subject,
        Message = text,
        Reasons = reasons,
        Inputs = EventInputs.Of([("pool", Key), .. inputs]),
    });

    private static partial class Log
    {
        [LoggerMessage(EventId = 3700, Level = LogLevel.Warning, Message = "Pool {Pool} did not answer about its machines; the next round asks again.")]
        public static partial void PoolSilent(ILogger logger, Exception exception, PoolKey pool);

        [LoggerMessage(EventId = 3701, Level = LogLevel.Information, Message = "Machine {Machine} could not be emptied, or put into service again.")]
        public static partial void NotEmptied(ILogger logger, Exception exception, string machine);

        [LoggerMessage(EventId = 3702, Level = LogLevel.Information, Message = "Nobody said how many replicas the models of pool {Pool} need; what the pool wants stands for it.")]
        public static partial void ScalingSilent(ILogger logger, Exception exception, PoolKey pool);
    }
}
