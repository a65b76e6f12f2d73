using System.Collections.Immutable;
using Krewe.Devices;
using Krewe.Errors;
using Krewe.Events;
using Krewe.Grains.Migrations;
using Krewe.Grains.Pools.Planning;
using Krewe.Hosts;
using Krewe.Migrations;
using Krewe.Naming;
using Krewe.Replicas;
using Krewe.Scheduling.Placement;

namespace Krewe.Grains.Pools;

/// <content>Which replicas move, and why: those whose host or device is taken out of service, and those that an operator names.</content>
internal sealed partial class PoolGrain
{
    private const int EndedKept = 256;

    /// <summary>Replicas that shall move and wait for their turn: nobody else replaces them meanwhile.</summary>
    private readonly HashSet<ReplicaId> _movesLater = [];

    /// <summary>When a replica whose move was taken back is moved again.</summary>
    private readonly Dictionary<ReplicaId, DateTimeOffset> _movesAgainAt = [];
    private readonly Queue<Migration> _endedMigrations = [];

    public async Task<Migration> MigrateAsync(MigrationOrder order)
    {
        var replica = order.Replica;
        if (!state.State.Replicas.TryGetValue(replica.ToString(), out var held))
        {
            throw Refuse(ErrorCodes.NotFound, order, $"pool {Key} has no replica '{replica}'", []);
        }

        if (order.Host is { } named && !_hosts.ContainsKey(named))
        {
            throw Refuse(ErrorCodes.NotFound, order, $"pool {Key} has no host '{named}'", [.. _hosts.Keys.Select(known => $"there is '{known}'")]);
        }

        if (state.State.Migrations.Values.FirstOrDefault(migration => migration.Steps.Any(step => step.Replica == replica)) is { } moving)
        {
            return moving.Steps.Any(step => step.Replica == replica && step.Kind == MigrationStepKind.Stop) && (order.Host is null || moving.Steps.Any(step => step.Host == order.Host))
                ? moving // the same order again
                : throw Refuse(ErrorCodes.MigrationRefused, order, $"replica {replica} is part of migration {moving.Id}", []);
        }

        if (!CanMove(held))
        {
            throw Refuse(ErrorCodes.MigrationRefused, order, $"replica {replica} cannot be moved while it serves: it does not serve, or is being replaced", []);
        }

        await RefreshAsync(held.Lease.Host);
        var hosts = LiveHosts().Select(host => host.Host == held.Lease.Host || (order.Host is { } only && host.Host != only) ? host.Without(null) : host);
        var decision = PoolPlacing.Begin(hosts, Weights, state.State).Place(RequestOf(held, NextNumber(replica.Model, [])));
        if (decision is not PlacementDecision.Placed placed)
        {
            throw Refuse(ErrorCodes.MigrationRefused, order, $"there is no place for replica {replica} {(order.Host is { } host ? $"on host '{host}'" : "on another host")}", PlacementReasons.Of((PlacementDecision.Refused)decision));
        }

        var migration = await BeginMoveAsync(held, placed, MigrationCause.Operator, ["an operator told so", .. PlacementReasons.Of(placed)]);
        await CarryOnAsync();
        Pulse();
        return migration;
    }

    public async Task<Migration?> TakeBackAsync(string migration)
    {
        if (!state.State.Migrations.TryGetValue(migration, out var known))
        {
            return null;
        }

        return await TakeBackAsync(known, "an operator told so");
    }

    /// <summary>Begins what there is a reason for, as far as the limits leave, and gives up what has none any more.</summary>
    private async Task ProposeAsync()
    {
        _movesLater.Clear();
        await EndInTimeAsync();
        foreach (var migration in state.State.Migrations.Values.Where(NoLongerNeeded).ToList())
        {
            await TakeBackAsync(migration, "its host or device serves again");
        }

        var leaving = Leaving();
        if (leaving.Count == 0)
        {
            return;
        }

        var now = time.GetUtcNow();
        var budget = new MoveBudget(state.State.Migrations.Values, Moves);
        PlacementTransaction? room = null;
        foreach (var replica in leaving)
        {
            var id = replica.Lease.Replica;
            if (_movesAgainAt.TryGetValue(id, out var again) && again > now)
            {
                _movesLater.Add(id);
                continue;
            }

            var successor = NextNumber(id.Model, []);
            var probe = new MigrationStep { Index = 0, Kind = MigrationStepKind.Start, Replica = successor, Host = "" };
            var urgent = NoticeOf(replica.Lease) is not null;
            var times = urgent ? Moves.Urgency : 1;
            if (!budget.HasRoom(probe, urgent) || OpenOf(id.Model) >= Moves.PerModel * times || state.State.Migrations.Count >= Moves.PerPool * times)
            {
                _movesLater.Add(id);
                continue;
            }

            room ??= PoolPlacing.Begin(LiveHosts(), Weights, state.State);
            if (room.Place(RequestOf(replica, successor)) is not PlacementDecision.Placed placed)
            {
                if (urgent && await MakeRoomAsync(replica, successor))
                {
                    room = null; // what it promises is not free any more
                }

                continue; // the pool's planner says why, and tries again
            }

            if (budget.TryTake(probe with { Host = placed.Host }, urgent))
            {
                await BeginMoveAsync(replica, placed, CauseOf(replica.Lease), [ReasonOf(replica.Lease), .. PlacementReasons.Of(placed)]);
            }
            else
            {
                _movesLater.Add(id);
            }
        }
    }

    /// <summary>Replicas that serve where nothing shall stay, and of which as many are wanted; first those whose machine goes away, the most important of them first.</summary>
    private List<PoolReplica> Leaving()
    {
        var moving = new MovingReplicas(state.State);
        var leaving = new List<PoolReplica>();
        foreach (var group in state.State.Replicas.Values.Where(replica => !replica.Stopping).GroupBy(replica => replica.Lease.Replica.Model))
        {
            var model = state.State.Models.GetValueOrDefault(group.Key.ToString());
            if (model is null or { Removing: true })
            {
                continue;
            }

            var staying = group.Count(replica => replica.Revision == model.Revision && !moving.Comes(replica.Lease.Replica)
                && (moving.Leaves(replica.Lease.Replica) || !_hosts.Leaves(replica.Lease)));
            leaving.AddRange(group
                .Where(replica => !moving.Has(replica.Lease.Replica) && _hosts.Leaves(replica.Lease) && CanMove(replica))
                .OrderBy(replica => replica.Lease.Replica)
                .Take(Math.Max(0, model.Wanted - staying)));
        }

        return [.. leaving.OrderBy(replica => NoticeOf(replica.Lease) is null).ThenBy(replica => RankOf(replica.Lease.Replica)).ThenBy(replica => NoticeOf(replica.Lease)?.EndsAt)];
    }

    /// <summary>Migrations of a model that have not ended: what was started is to take its place before more is.</summary>
    private int OpenOf(ModelKey model) => state.State.Migrations.Values.Count(migration => migration.Steps.Any(step => step.Replica.Model == model));

    private bool CanMove(PoolReplica replica) =>
        !replica.Stopping
        && state.State.Models.TryGetValue(replica.Lease.Replica.Model.ToString(), out var model) && !model.Removing && replica.Revision == model.Revision
        && _replicas.TryGetValue(replica.Lease.Replica.ToString(), out var view) && view.Phase == ReplicaPhase.Ready
        && !silos.IsGone(replica.Lease.Host);

    private bool NoLongerNeeded(Migration migration) =>
        migration is { Status: MigrationStatus.Running, Cause: MigrationCause.Drain or MigrationCause.Cordon or MigrationCause.Device or MigrationCause.Spot }
        && migration.Steps.Where(step => step is { Kind: MigrationStepKind.Stop, Phase: MigrationPhase.Waiting or MigrationPhase.Switching } && migration.Successor(step) is not null)
            .Any(step => state.State.Replicas.TryGetValue(step.Replica.ToString(), out var held) && !_hosts.Leaves(held.Lease));

    private async Task<Migration> TakeBackAsync(Migration migration, string reason)
    {
        var back = MigrationExecutor.TakeBack(migration, new Problem { Code = ErrorCodes.MigrationFailed, Message = $"migration {migration.Id} is taken back: {reason}", Where = migration.Id });
        await this.SaveAsync(state, state.State with { Migrations = state.State.Migrations.SetItem(back.Id, back) });
        Pulse();
        return back;
    }

    private async Task<Migration> BeginMoveAsync(PoolReplica replica, PlacementDecision.Placed placed, MigrationCause cause, ImmutableArray<string> reasons, ImmutableArray<Lease> before = default)
    {
        var now = time.GetUtcNow();
        ImmutableArray<Lease> makeRoom = before.IsDefault ? [] : before;
        var number = state.State.LastMigration + 1;
        var lease = replica.Lease;
        var migration = new Migration
        {
            Id = FormattableString.Invariant($"m{number}"),
            Pool = Key,
            Cause = cause,
            Reasons = reasons,
            BegunAt = now,
            Steps =
            [
                new MigrationStep { Index = 0, Kind = MigrationStepKind.Start, Replica = NextNumber(lease.Replica.Model, []), Host = placed.Host, Devices = placed.DeviceIds, After = [.. Enumerable.Range(2, makeRoom.Length)], Replaces = 1, Since = now },
                new MigrationStep { Index = 1, Kind = MigrationStepKind.Stop, Replica = lease.Replica, Host = lease.Host, Devices = lease.Devices, After = [0], Since = now },
                .. makeRoom.Select((stopped, index) => new MigrationStep { Index = index + 2, Kind = MigrationStepKind.Stop, Replica = stopped.Replica, Host = stopped.Host, Devices = stopped.Devices, Since = now }),
            ],
        };
        await this.SaveAsync(state, state.State with { Migrations = state.State.Migrations.SetItem(migration.Id, migration), LastMigration = number });
        NoteBegun(migration);
        return migration;
    }

    /// <summary>The lowest number that neither a replica has nor a migration will give.</summary>
    private ReplicaId NextNumber(ModelKey model, IEnumerable<ReplicaId> also)
    {
        var taken = state.State.Replicas.Values.Select(replica => replica.Lease.Replica)
            .Concat(state.State.Migrations.Values.SelectMany(migration => migration.Steps).Select(step => step.Replica))
            .Concat(also)
            .Where(replica => replica.Model == model)
            .Select(replica => replica.Number)
            .ToHashSet();
        return new ReplicaId(model, Enumerable.Range(0, int.MaxValue).First(number => !taken.Contains(number)));
    }

    private PlacementRequest RequestOf(PoolReplica replica, ReplicaId successor) => PlacementRequests.From(
        state.State.Models[successor.Model.ToString()].Spec,
        successor,
        state.State.Replicas.Values.Where(peer => peer.Lease.Replica.Model == successor.Model && peer.Lease.Replica != replica.Lease.Replica).Select(peer => peer.Lease.Host),
        _hosts.Values);

    private MigrationCause CauseOf(Lease lease) =>
        _hosts[lease.Host].Notice is not null ? MigrationCause.Spot
        : _hosts[lease.Host].Draining ? MigrationCause.Drain
        : DevicesOf(lease).Any(device => device.State == DeviceState.Cordoned) ? MigrationCause.Cordon
        : MigrationCause.Device;

    private string ReasonOf(Lease lease) => CauseOf(lease) switch
    {
        MigrationCause.Spot => $"host {lease.Host} goes away at {NoticeOf(lease)!.EndsAt:O}",
        MigrationCause.Drain => $"host {lease.Host} is being emptied",
        MigrationCause.Cordon => $"device {DevicesOf(lease).First(device => device.State == DeviceState.Cordoned).Observation.Uuid} of host {lease.Host} is cordoned",
        _ => $"a device of host {lease.Host} is no longer fit to serve: {string.Join(", ", DevicesOf(lease).Select(device => $"{device.Observation.Uuid} is {device.Health.ToString().ToLowerInvariant()}"))}",
    };

    private IEnumerable<DeviceView> DevicesOf(Lease lease) => _hosts[lease.Host].Devices.Where(device => lease.Devices.Contains(device.Observation.Uuid));

    private static KreweException Refuse(string code, MigrationOrder order, string message, ImmutableArray<string> reasons) =>
        new(new Problem { Code = code, Message = message, Where = order.Replica.ToString(), Reasons = reasons });

    private void NoteBegun(Migration migration) => Note(migration, EventKinds.MigrationBegun, "migrate", $"migration {migration.Id}: {Describe(migration)}", migration.Reasons);

    private void NoteEnded(Migration migration)
    {
        _endedMigrations.Enqueue(migration);
        if (_endedMigrations.Count > EndedKept)
        {
            _endedMigrations.Dequeue();
        }

        foreach (var step in migration.Steps)
        {
            _outstanding.Remove(step.Replica);
            _leaseProblems.Remove(step.Replica);
            if (step.Kind == MigrationStepKind.Stop)
            {
                _movesAgainAt.Remove(step.Replica);
                if (migration.Status == MigrationStatus.RolledBack && migration.Cause != MigrationCause.Operator)
                {
                    _movesAgainAt[step.Replica] = time.GetUtcNow() + (migration.Cause == MigrationCause.Spot ? Moves.TryAgainSoon : Moves.TryAgainAfter);
                }
            }
        }

        if (migration.Status == MigrationStatus.Done)
        {
            Note(migration, EventKinds.MigrationDone, "migrated", $"migration {migration.Id} is done: {Describe(migration)}", [], ("seconds", (migration.EndedAt - migration.BegunAt)?.TotalSeconds));
        }
        else
        {
            Note(migration, EventKinds.MigrationUndone, "unmigrate", migration.Problem?.Message ?? $"migration {migration.Id} was taken back", migration.Problem?.Reasons ?? []);
        }
    }

    private void NotePlaced(Migration migration, MigrationStep step, Lease lease) => Note(
        EventKinds.ReplicaPlaced,
        "place",
        step.Replica,
        $"on host {step.Host} under epoch {lease.Epoch}: migration {migration.Id}",
        migration.Reasons,
        step.Host,
        inputs: [("epoch", lease.Epoch), ("devices", lease.Devices.IsEmpty ? null : string.Join(' ', lease.Devices)), ("migration", migration.Id)]);

    private void Note(Migration migration, string kind, string action, string text, ImmutableArray<string> reasons, params ReadOnlySpan<(string Name, object? Value)> inputs)
    {
        var about = migration.Steps.FirstOrDefault(step => step.Kind == MigrationStepKind.Stop) ?? migration.Steps[0];
        Note(kind, action, about.Replica, text, reasons, about.Host, migration.Problem?.Code, [("migration", migration.Id), ("cause", migration.Cause), ("steps", migration.Steps.Length), .. inputs]);
    }

    private static string Describe(Migration migration) => string.Join(", ", migration.Steps.Where(step => step.Kind == MigrationStepKind.Start).Select(step =>
        migration.Replaced(step) is { } before ? $"replica {before.Replica} of host {before.Host} becomes {step.Replica} on host {step.Host}" : $"replica {step.Replica} on host {step.Host}"));
}
