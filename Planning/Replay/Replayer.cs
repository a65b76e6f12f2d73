using System.Collections.Immutable;
using Krewe.Planning.Fleets;
using Krewe.Planning.Randomness;
using Krewe.Planning.Replay.Queues;
using Krewe.Planning.Traces;

namespace Krewe.Planning.Replay;

/// <summary>
/// Replays a trace on a described system with a scaler, in virtual time. Deterministic: the same arguments give the same bits in any
/// process. Arrivals and service times are drawn from streams of their own, so that all scalers of one seed meet the same arrivals.
/// </summary>
public sealed class Replayer
{
    private const double DrainSeconds = 120;
    private readonly ReplayRules _rules;
    private readonly RateTrace _trace;
    private readonly IReplayScaler _scaler;
    private readonly ModelQueue[] _models;
    private readonly PlaceLedger _ledger;
    private readonly List<int>[] _replicas;
    private readonly int[] _targets;
    private readonly FleetPlaces? _fleet;
    private double _heldSeconds;
    private readonly List<double> _costs = [];
    private double _cost;

    private Replayer(ReplaySystem system, RateTrace trace, IReplayScaler scaler, int seed)
    {
        (_rules, _trace, _scaler) = (system.Rules[0], trace, scaler);
        _models =
        [
            .. trace.Counts.Select((counts, model) => new ModelQueue(
                system.Rules[model], new TimeSampler(system.Rules[model].Service), new TimeSampler(system.Rules[model].Router), counts, trace.StepSeconds, seed, model)),
        ];
        _fleet = system.Fleet is null ? null : new FleetPlaces(system.Fleet, system.Shapes, seed);
        _ledger = new PlaceLedger(system.Rules, Math.Min(system.Places, _fleet?.Capacity ?? int.MaxValue), _models, _fleet);
        _replicas = [.. _models.Select(_ => new List<int>())];
        _targets = new int[_models.Length];
        for (var model = 0; model < _models.Length; model++)
        {
            _ledger.Begin(model, system.Rules[model].InitialReplicas);
        }
    }

    /// <summary>Runs a replay.</summary>
    /// <param name="rules">The system.</param>
    /// <param name="trace">The requests.</param>
    /// <param name="places">Places for replicas, shared by all models; at least one for each replica that is there from the beginning.</param>
    /// <param name="scaler">Who decides; not used in another run.</param>
    /// <param name="seed">The seed of all randomness.</param>
    public static ReplayResult Run(ReplayRules rules, RateTrace trace, int places, IReplayScaler scaler, int seed)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(trace);
        return Run(new ReplaySystem { Rules = [.. trace.Names.Select(_ => rules)], Places = places }, trace, scaler, seed);
    }

    /// <summary>Runs a replay of models that differ, on a fleet where one is described.</summary>
    /// <param name="system">The models' rules, and the machines or places.</param>
    /// <param name="trace">The requests.</param>
    /// <param name="scaler">Who decides; not used in another run.</param>
    /// <param name="seed">The seed of all randomness.</param>
    /// <exception cref="ArgumentException">The replicas that are there from the beginning have no room, or rules or shapes are not as many as models.</exception>
    public static ReplayResult Run(ReplaySystem system, RateTrace trace, IReplayScaler scaler, int seed)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(scaler);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scaler.PeriodSeconds);
        if (system.Rules.Length != trace.Names.Length || (system.Fleet is not null && system.Shapes.Length != trace.Names.Length))
        {
            throw new ArgumentException("Each model of the trace needs its rules, and on a fleet its shape.", nameof(system));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(system.Places, system.Rules.Sum(rules => rules.InitialReplicas));
        return new Replayer(system, trace, scaler, seed).Run();
    }

    private ReplayResult Run()
    {
        var end = _trace.Steps * _trace.StepSeconds;
        var (now, checks, decisions) = (0.0, 1L, 1L);
        while (now < end)
        {
            var (check, decision) = (checks * _rules.CheckSeconds, decisions * _scaler.PeriodSeconds);
            var next = Math.Min(Math.Min(Math.Min(check, decision), _ledger.NextReady), end);
            _heldSeconds += (next - now) * _ledger.Held;
            _cost += (next - now) * (_fleet?.HourlyPrice ?? 0) / 3600;
            now = next;
            foreach (var model in _models)
            {
                model.Advance(now);
            }

            _ledger.Serve(now);
            if (now >= check)
            {
                _ledger.Check(now, _scaler.Later);
                checks++;
            }

            if (now >= decision && now < end)
            {
                Decide(now);
                decisions++;
            }
        }

        foreach (var model in _models)
        {
            model.Advance(end + DrainSeconds);
        }

        return Result();
    }

    private void Decide(double now)
    {
        _costs.Add(_cost);
        for (var model = 0; model < _models.Length; model++)
        {
            _targets[model] = _ledger.CommittedOf(model);
        }

        _scaler.Decide(new ReplayView(now, _ledger.Places, [.. Enumerable.Range(0, _models.Length).Select(model => View(model, now))]), _targets);
        for (var model = 0; model < _models.Length; model++)
        {
            var wanted = Math.Max(0, _targets[model]);
            while (!IsHeld(model) && _ledger.CommittedOf(model) > wanted && _ledger.Remove(model, now))
            {
            }
        }

        var room = _ledger.Places - Enumerable.Range(0, _models.Length).Sum(_ledger.CommittedOf);
        for (var model = 0; model < _models.Length; model++)
        {
            var added = IsHeld(model) ? 0 : Math.Min(room, _targets[model] - _ledger.CommittedOf(model));
            for (var i = 0; i < added; i++)
            {
                _ledger.Add(model, now);
                room--;
            }

            _replicas[model].Add(_ledger.CommittedOf(model));
        }
    }

    private bool IsHeld(int model) => _rules.OneChangeAtATime && _ledger.CommittedOf(model) > _models[model].Serving;

    private ModelView View(int model, double now)
    {
        var (queue, tally) = (_models[model], _models[model].Tally);
        return new ModelView
        {
            Name = _trace.Names[model],
            Serving = queue.Serving,
            Starting = [.. _ledger.StartingOf(model).Select(ready => ready - now)],
            WaitingStarts = _ledger.WaitingOf(model),
            Idle = _ledger.IdleOf(model),
            Speeds = _ledger.SpeedsOf(model),
            Concurrency = queue.Concurrency,
            Waiting = queue.Waiting,
            Inside = queue.Inside,
            Arrived = tally.ArrivedInAll,
            Answered = tally.Answered,
            LatencySeconds = tally.LatencySum,
            Dropped = tally.Dropped,
            Late = tally.Late,
            Classes = tally.Classes.Length < 2 ? [] : [.. tally.Classes.ToArray().Select(one => one.View)],
            Bursts = tally.Bursts,
            InsideSeconds = tally.InsideSeconds,
            BusySeconds = tally.BusySeconds,
        };
    }

    private ReplayResult Result()
    {
        var violated = _models.Sum(model => (long)model.Inside);
        var shares = ImmutableArray.CreateBuilder<ImmutableArray<double>>();
        var latencies = new long[_models[0].Tally.Latencies.Length];
        foreach (var model in _models)
        {
            // Who is still inside long after the end has no replica: counted to the last step.
            model.Tally.CountInside(_trace.Steps - 1, model.Inside);
            var line = new double[_trace.Steps];
            for (var step = 0; step < line.Length; step++)
            {
                line[step] = model.Tally.Arrived[step] == 0 ? 0 : Math.Min(1, (double)model.Tally.Violated[step] / model.Tally.Arrived[step]);
                violated += model.Tally.Violated[step];
            }

            shares.Add([.. line]);
            for (var i = 0; i < latencies.Length; i++)
            {
                latencies[i] += model.Tally.Latencies[i];
            }
        }

        return new ReplayResult
        {
            ViolatedShares = shares.ToImmutable(),
            Arrived = _models.Sum(model => model.Tally.ArrivedInAll),
            Violated = violated - _models.Sum(model => (long)model.Inside),
            Dropped = _models.Sum(model => model.Tally.Dropped),
            DeviceHours = _heldSeconds / 3600,
            Cost = _cost,
            CostByDecision = [.. _costs],
            ArrivedByModel = [.. _models.Select(model => model.Tally.ArrivedInAll)],
            ViolatedByModel = [.. _models.Select(model => model.Tally.Violated.ToArray().Sum(count => (long)count))],
            ByClass = [.. _models.Select(model => model.Tally.Classes.ToArray().Select(one => (one.Arrived, one.Late + one.Arrived - one.Answered)).ToImmutableArray())],
            Starts = _ledger.Starts,
            Removals = _ledger.Removals,
            Migrations = _ledger.Moves,
            MachinesBought = _fleet?.Bought ?? 0,
            MachinesTakenBack = _fleet?.TakenBack ?? 0,
            Replicas = [.. _replicas.Select(line => line.ToImmutableArray())],
            Latencies = [.. ReplayResult.LatencyLevels.Select(level => LatencyBelow(latencies, level))],
        };
    }

    private static double LatencyBelow(long[] buckets, double share)
    {
        var left = share * buckets.Sum();
        var bucket = 0;
        while (bucket < buckets.Length - 1 && (left -= buckets[bucket]) > 0)
        {
            bucket++;
        }

        return Math.Min(8, (bucket + 1) / 40.0);
    }
}
