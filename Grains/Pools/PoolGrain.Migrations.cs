using Krewe.Errors;
using Krewe.Grains.Migrations;
using Krewe.Hosts;
using Krewe.Migrations;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Replicas;

namespace Krewe.Grains.Pools;

/// <content>Migrations, carried out step by step. Each round takes them as far as they may go; while there are any, rounds of their own come in between.</content>
internal sealed partial class PoolGrain
{
    private static readonly MigrationLimits Moves = new();

    /// <summary>Between two rounds for migrations alone.</summary>
    private static readonly TimeSpan PulsePause = TimeSpan.FromMilliseconds(50);

    /// <summary>A replica that has not answered for so long is not taken for ready any more.</summary>
    private static readonly TimeSpan HeardWithin = TimeSpan.FromSeconds(3);

    /// <summary>When replicas were asked last. One that has not answered since may have died with its silo a moment ago: what it is to replace does not stop on its word.</summary>
    private DateTimeOffset _askedAt;

    /// <summary>How much longer than its own time to start a replica may take: the pool learns of it a little later.</summary>
    private static readonly TimeSpan LoadSlack = TimeSpan.FromSeconds(10);

    /// <summary>How many requests leaving replicas still had when their model was asked last.</summary>
    private readonly Dictionary<ReplicaId, int> _outstanding = [];
    private readonly Dictionary<ReplicaId, Problem> _leaseProblems = [];
    private IGrainTimer? _pulse;

    /// <summary>Begins what there is a reason for, then carries on what was begun.</summary>
    private async Task MoveAsync()
    {
        await ProposeAsync();
        await CarryOnAsync();
    }

    private async Task CarryOnAsync()
    {
        var now = time.GetUtcNow();
        var budget = new MoveBudget(state.State.Migrations.Values, Moves);
        var next = state.State.Migrations;
        var commands = new List<(Migration Migration, MigrationStep Step, MigrationCommandKind Kind)>();
        foreach (var migration in state.State.Migrations.Values.OrderBy(migration => migration.BegunAt))
        {
            var (after, toDo) = MigrationExecutor.Advance(migration, step => Look(migration, step), budget, Moves, now);
            next = after.Ended ? next.Remove(after.Id) : ReferenceEquals(after, migration) ? next : next.SetItem(after.Id, after);
            commands.AddRange(toDo.Select(command => (after, after.Steps[command.Step], command.Kind)));
            if (after.Ended)
            {
                NoteEnded(after);
            }
        }

        if (!ReferenceEquals(next, state.State.Migrations))
        {
            await this.SaveAsync(state, state.State with { Migrations = next });
        }

        await Task.WhenAll([.. commands.Where(command => command.Kind == MigrationCommandKind.Switch).Select(command => SwitchAsync(command.Migration, command.Step))]);
        foreach (var (migration, step, _) in commands.Where(command => command.Kind == MigrationCommandKind.Stop && state.State.Replicas.ContainsKey(command.Step.Replica.ToString())))
        {
            await StopAsync(
                step.Replica,
                step.Kind == MigrationStepKind.Start ? $"migration {migration.Id} is taken back"
                : migration.Successor(step) is null ? $"migration {migration.Id}: it makes room"
                : $"migration {migration.Id}: it has a successor");
        }

        foreach (var (migration, step, _) in commands.Where(command => command.Kind == MigrationCommandKind.Lease))
        {
            await LeaseAsync(migration, step);
        }
    }

    /// <summary>What is seen of a step's replica.</summary>
    private StepFacts Look(Migration migration, MigrationStep step)
    {
        var key = step.Replica.ToString();
        var model = state.State.Models.GetValueOrDefault(step.Replica.Model.ToString());
        var held = state.State.Replicas.GetValueOrDefault(key);
        var backend = (held?.Spec ?? model?.Spec)?.Backend;
        var (loadWithin, drainWithin) = backend is null ? (LoadSlack, TimeSpan.Zero) : (backend.StartupTimeout + LoadSlack, backend.StopGrace);
        var before = migration.Replaced(step) is { } replaced ? state.State.Replicas.GetValueOrDefault(replaced.Replica.ToString()) : null;
        var unwanted = model is null or { Removing: true } || (held ?? before)?.Revision != model.Revision || (before ?? held)?.Revision != model.Revision;
        var (view, heardAt) = (_replicas.GetValueOrDefault(key), _heardAt.GetValueOrDefault(key));
        var sighting = held is null ? step.Phase <= MigrationPhase.Leasing && step.Kind == MigrationStepKind.Start && unwanted ? StepSighting.Unwanted : StepSighting.Missing
            : held.Stopping ? StepSighting.Leaving
            : step.Kind == MigrationStepKind.Stop ? StepSighting.Ready
            : unwanted ? StepSighting.Unwanted
            : silos.IsGone(held.Lease.Host) ? StepSighting.Failing
            : view?.Epoch != held.Lease.Epoch ? StepSighting.Held
            : view switch
            {
                { Phase: ReplicaPhase.Ready } when heardAt >= _askedAt => StepSighting.Ready,
                { Phase: ReplicaPhase.Ready } when time.GetUtcNow() - heardAt < HeardWithin => StepSighting.Silent,
                { Phase: ReplicaPhase.Unhealthy } => StepSighting.Failing,
                { Phase: ReplicaPhase.Restarting } when view.Restarts > held.InheritedRestarts => StepSighting.Failing,
                _ => StepSighting.Held,
            };
        return new StepFacts(
            sighting,
            loadWithin,
            drainWithin,
            _outstanding.TryGetValue(step.Replica, out var outstanding) ? outstanding : null,
            view?.Problem ?? _leaseProblems.GetValueOrDefault(step.Replica),
            IsPrepared: step.Kind == MigrationStepKind.Stop || step.Phase != MigrationPhase.Waiting || IsPrepared(step.Replica.Model, step.Host, step.Since));
    }

    private async Task SwitchAsync(Migration migration, MigrationStep step)
    {
        var model = step.Replica.Model.ToString();
        try
        {
            _outstanding[step.Replica] = await GrainFactory.GetGrain<IModelGrain>(model).SwitchAsync(step.Replica, migration.Successor(step)?.Replica).WaitAsync(Patience, time);
        }
        catch (Exception exception)
        {
            Log.SwitchFailed(logger, model, step.Replica, exception);
        }
    }

    /// <summary>Granted and not stored, it is returned in the next round as one that nobody knows, and asked for again.</summary>
    private async Task LeaseAsync(Migration migration, MigrationStep step)
    {
        if (state.State.Models.GetValueOrDefault(step.Replica.Model.ToString()) is not { } model)
        {
            return;
        }

        LeaseDecision answer;
        try
        {
            answer = await Host(step.Host)
                .LeaseAsync(Planning.PlacementRequests.Lease(model.Spec, step.Replica, step.Devices, state.State.LastEpoch) with { Pool = Key.Pool })
                .WaitAsync(Patience, time);
        }
        catch (Exception exception)
        {
            Log.LeaseFailed(logger, step.Replica, step.Host, exception);
            return;
        }

        if (answer.Lease is not { } lease)
        {
            _leaseProblems[step.Replica] = answer.Problem!;
            return;
        }

        _leaseProblems.Remove(step.Replica);
        var replica = new PoolReplica { Lease = lease, Revision = model.Revision, Spec = model.Spec, InheritedRestarts = RestartsOf(migration.Replaced(step)) };
        await this.SaveAsync(state, state.State with
        {
            Replicas = state.State.Replicas.SetItem(step.Replica.ToString(), replica),
            LastEpoch = Math.Max(state.State.LastEpoch, lease.Epoch),
        });
        NotePlaced(migration, step, lease);
        TellLeases();
        await RefreshAsync(step.Host);
        await AssertReplicaAsync(step.Replica.ToString(), replica);
    }

    private int RestartsOf(MigrationStep? before) => before is null ? 0 : _replicas.GetValueOrDefault(before.Replica.ToString())?.Restarts ?? 0;

    /// <summary>Lets the next round for migrations come soon while there are any. It only makes them quicker: the pool's own rounds carry them on, too.</summary>
    private void Pulse()
    {
        if (!state.State.Migrations.IsEmpty || _movesLater.Count > 0)
        {
            _pulse ??= this.RegisterGrainTimer(PulseAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { KeepAlive = true });
            _pulse.Change(PulsePause, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task PulseAsync()
    {
        try
        {
            _askedAt = time.GetUtcNow();
            var underWay = state.State.Migrations.Values.SelectMany(migration => migration.Steps).Where(step => step.Phase.IsUnderWay() || step.Phase == MigrationPhase.Done)
                .Select(step => step.Replica.ToString()).ToHashSet(StringComparer.Ordinal);
            await Task.WhenAll([.. state.State.Replicas.Where(pair => underWay.Contains(pair.Key)).Select(pair => AssertReplicaAsync(pair.Key, pair.Value))]);
            await ForgetStoppedAsync();
            await MoveAsync();
            await TellModelsAsync(again: false);
        }
        catch (Exception exception)
        {
            Log.PulseFailed(logger, Key, exception);
        }

        Pulse();
    }
}
