using System.Collections.Immutable;
using Krewe.Events;
using Krewe.Grains.Hosts;
using Krewe.Grains.Pools.Improving;
using Krewe.Grains.Pools.Planning;
using Krewe.Hosts;
using Krewe.Migrations;
using Krewe.Models;
using Krewe.Pools.Improving;
using Krewe.Replicas;
using Krewe.Scheduling.Placement;

namespace Krewe.Grains.Pools;

/// <content>Whether the pool as a whole would be better another way.</content>
internal sealed partial class PoolGrain
{
    /// <summary>How long a pool does not look after a plan of its own was taken back: what failed would fail again.</summary>
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(5);

    /// <summary>How many times the usual a search may take when it was cut short before; nobody else is served meanwhile.</summary>
    private const int MostPatience = 4;

    private PoolImprovement? _improvement;
    private int _patience = 1;

    /// <summary>The last search with what it was about, for whoever makes it again.</summary>
    private RecordedPlan? _plan;

    /// <summary>What executions take by class of device, by model. A copy of what queues tell.</summary>
    private readonly Dictionary<string, ImmutableArray<ModelProfile>> _profiles = [];

    /// <summary>What the order of requests was chosen for; null for nothing yet.</summary>
    private string? _packingFor;

    /// <summary>The migration that carries the last plan out; null for none.</summary>
    private string? _improving;
    private DateTimeOffset? _improvedAt;
    private (PoolState State, long News) _improvedFor;

    /// <summary>Grows whenever a host tells something that a decision may hang on.</summary>
    private long _news;

    /// <summary>
    /// Looks for a better plan when something has changed, nothing is on its way and it was not long ago that it looked. No other message is worked on
    /// until the search ends, so that its result is about what there is.
    /// </summary>
    private async Task ImproveAsync()
    {
        var now = time.GetUtcNow();
        _improvedAt ??= now;
        if (_improving is { } begun && !state.State.Migrations.ContainsKey(begun))
        {
            _improving = null;
            _improvedAt = _endedMigrations.Any(ended => ended.Id == begun && ended.Status == MigrationStatus.RolledBack) ? now + AfterFailure - options.Every : _improvedAt;
        }

        if (!options.Rebalances || now - _improvedAt < options.Every || (ReferenceEquals(_improvedFor.State, state.State) && _improvedFor.News == _news) || !IsSettled())
        {
            return;
        }

        (_improvedAt, _improvedFor) = (now, (state.State, _news));
        try
        {
            await ChoosePackingAsync();
            await AskProfilesAsync();
            var snapshot = Snapshot() with { Plan = null };
            var seed = snapshot.Seed ?? PoolPlacing.Seed;
            var (plan, improvement, cut) = await searcher.RunAsync(
                stop =>
                {
                    var found = PoolImprovements.Search(snapshot, options, stop);
                    return (found, PoolImprovements.Explain(found, options, snapshot.At, seed, prices: false, stop), stop.IsCancellationRequested);
                },
                _patience);
            (_improvement, _plan) = (improvement, new RecordedPlan { Given = snapshot, Found = improvement });

            // A silo's first search, or one on a busy machine, may have come nowhere: it is made again though nothing changes.
            var again = cut && !improvement.Worthwhile && _patience < MostPatience;
            _patience = again ? 2 * _patience : 1;
            _improvedFor = again ? default : _improvedFor;
            if (improvement.Worthwhile)
            {
                NoteImprovement(improvement);
                await CarryOutAsync(plan, improvement);
            }
        }
        catch (Exception exception)
        {
            Log.ImproveFailed(logger, Key, exception);
        }
    }

    /// <summary>Asks the queues what executions take by class of device, where there is more than one class to choose from.</summary>
    private async Task AskProfilesAsync()
    {
        var classes = LiveHosts().SelectMany(host => host.Devices).Where(device => device.Observation.Accelerator).Select(device => device.Observation.Class).Distinct().Count();
        if (classes < 2)
        {
            return;
        }

        var models = state.State.Models.Where(pair => pair.Value is { Wanted: > 0, Spec.Resources.Devices: { Count: > 0, Classes.Length: not 1 } }).Select(pair => pair.Key).ToList();
        var views = await Task.WhenAll(models.Select(AskQueueAsync));
        foreach (var (model, view) in models.Zip(views).Where(pair => pair.Second is not null))
        {
            _profiles[model] = view!.Profiles;
        }
    }

    /// <summary>Finds out in which order requests are to be thought of, when hosts or mix have changed since it was found out.</summary>
    private async Task ChoosePackingAsync()
    {
        var (hosts, mix) = (new PlacementSnapshot(LiveHosts().Select(HostCandidates.From)), PoolPlacing.MixOf(state.State));
        var question = PoolPacking.Question(hosts, mix);
        if (question == _packingFor || await searcher.RunAsync(stop => PoolPacking.Choose(hosts, mix, PoolPlacing.Seed, stop)) is not { } packing)
        {
            return;
        }

        _packingFor = question;
        var next = packing == PoolPacking.Usual ? null : packing;
        if (next != state.State.Packing)
        {
            await this.SaveAsync(state, state.State with { Packing = next });
            _improvedFor = (state.State, _news);
        }
    }

    /// <summary>Whether every replica serves where it may stay: a plan is made for what stays as it is, not for what is just changing.</summary>
    private bool IsSettled() => state.State.Migrations.IsEmpty && _movesLater.Count == 0 && state.State.Replicas.All(pair =>
        !pair.Value.Stopping
        && _replicas.TryGetValue(pair.Key, out var view) && view.Phase == ReplicaPhase.Ready
        && state.State.Models.TryGetValue(pair.Value.Lease.Replica.Model.ToString(), out var model) && !model.Removing && model.Revision == pair.Value.Revision
        && !_hosts.Leaves(pair.Value.Lease))
        && LiveHosts().All(host => host.State != HostState.Lost);

    /// <summary>Stores the plan as a migration; the pool's rounds carry it out.</summary>
    private async Task CarryOutAsync(PoolPlan plan, PoolImprovement improvement)
    {
        var now = time.GetUtcNow();
        var number = state.State.LastMigration + 1;
        var migration = new Migration
        {
            Id = FormattableString.Invariant($"m{number}"),
            Pool = Key,
            Cause = improvement.Before.Money > improvement.After.Money ? MigrationCause.Price : MigrationCause.Defragmentation,
            Reasons = [improvement.Verdict, .. improvement.Moves.Select(PoolMoveTexts.Of)],
            BegunAt = now,
            Steps = PoolMigrations.Steps(plan.Way, NextNumber, now),
        };
        await this.SaveAsync(state, state.State with { Migrations = state.State.Migrations.SetItem(migration.Id, migration), LastMigration = number });
        _improving = migration.Id;
        NoteBegun(migration);
        Pulse();
    }

    private void NoteImprovement(PoolImprovement improvement)
    {
        Note(
            EventKinds.PlanBetter,
            "plan",
            Key.ToString(),
            model: null,
            improvement.Verdict,
            [.. improvement.Moves.Select(PoolMoveTexts.Of)],
            host: null,
            code: null,
            [
                ("cost", improvement.Before.Total),
                ("cost after", improvement.After.Total),
                ("search steps", improvement.SearchSteps),
                ("seed", improvement.Seed),
                ("gap", improvement.Gap),
            ]);
        foreach (var move in improvement.Moves.Where(move => move.Replica is not null))
        {
            Note(EventKinds.PlanBetter, "plan", move.Replica!.Value, PoolMoveTexts.Place(move), move.Reasons, move.To, code: null, [("seconds", move.Seconds), ("saves", move.Saves)]);
        }
    }
}
