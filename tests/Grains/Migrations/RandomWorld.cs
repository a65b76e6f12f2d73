using System.Collections.Immutable;
using Krewe.Grains.Migrations;
using Krewe.Grains.Tests.Support;
using Krewe.Migrations;
using Krewe.Naming;

namespace Krewe.Grains.Tests.Migrations;

/// <summary>Replicas that a migration of several steps moves about, while whatever can go wrong does. Pure: one seed, one course.</summary>
internal sealed class RandomWorld
{
    private static readonly MigrationLimits Limits = new();

    private readonly Random _random;
    private readonly Dictionary<ReplicaId, Being> _replicas = [];
    private readonly HashSet<ReplicaId> _lost = [];
    private readonly int _seed;
    private Migration _stored;
    private DateTimeOffset _now = Samples.Start;
    private bool _calm;

    private RandomWorld(int seed)
    {
        (_seed, _random) = (seed, new Random(seed));
        var moves = _random.Next(1, 5);
        var steps = ImmutableArray.CreateBuilder<MigrationStep>();
        for (var move = 0; move < moves; move++)
        {
            var old = Samples.Replica(move);
            _replicas[old] = new Being { Ready = true };
            // Now and then there is no room: the old one goes first.
            var stopFirst = _random.Next(5) == 0;
            var index = steps.Count;
            var start = new MigrationStep
            {
                Index = stopFirst ? index + 1 : index, Kind = MigrationStepKind.Start, Replica = Samples.Replica(100 + move), Host = $"t{move % 2}", Replaces = stopFirst ? null : index + 1,
                After = stopFirst ? [index] : move > 0 && _random.Next(2) == 0 ? [.. steps.Where(step => step.Kind == MigrationStepKind.Stop).Take(1).Select(step => step.Index)] : [],
                Since = _now,
            };
            var stop = new MigrationStep { Index = stopFirst ? index : index + 1, Kind = MigrationStepKind.Stop, Replica = old, Host = $"s{move % 2}", After = stopFirst ? [] : [index], Since = _now };
            steps.AddRange(stopFirst ? (MigrationStep[])[stop, start] : [start, stop]);
        }

        _stored = new Migration { Id = "m1", Pool = new("local", "default"), Cause = MigrationCause.Operator, BegunAt = _now, Steps = steps.ToImmutable() };
    }

    public static void Run(int seed) => new RandomWorld(seed).Run();

    private void Run()
    {
        for (var round = 0; !_stored.Ended; round++)
        {
            Assert.True(round < 2_000, $"seed {_seed}: it does not end: {_stored}");
            _calm = round > 300;
            Happen();
            var (next, commands) = MigrationExecutor.Advance(_stored, Look, new MoveBudget([_stored], Limits), Limits, _now);
            if (_calm || _random.Next(8) > 0)
            {
                _stored = next;
                foreach (var command in commands.Where(_ => _calm || _random.Next(6) > 0))
                {
                    Do(_stored.Steps[command.Step], command.Kind);
                    if (_random.Next(4) == 0)
                    {
                        Do(_stored.Steps[command.Step], command.Kind);
                    }
                }
            }

            Check();
            _now += TimeSpan.FromMilliseconds(_random.Next(_calm ? 5_000 : 400));
        }

        foreach (var step in _stored.Steps)
        {
            var there = _replicas.ContainsKey(step.Replica);
            var wanted = (step.Kind, step.Phase) is (MigrationStepKind.Start, MigrationPhase.Done) or (MigrationStepKind.Stop, MigrationPhase.Undone);
            Assert.True(there == wanted || (!there && _lost.Contains(step.Replica)), $"seed {_seed}: {step.Replica} is {(there ? "" : "not ")}there: {_stored}");
        }
    }

    /// <summary>What the machines do by themselves.</summary>
    private void Happen()
    {
        foreach (var (id, being) in _replicas.ToList())
        {
            if (being.Stopping)
            {
                if (_calm || _random.Next(3) == 0)
                {
                    _replicas.Remove(id);
                }
            }
            else if (!_calm && _random.Next(400) == 0)
            {
                _replicas.Remove(id); // with its host
                _lost.Add(id);
            }
            else if (!being.Ready && (being.Fails, _random.Next(3)) is (false, 0))
            {
                being.Ready = true;
            }
            else if (!_calm && id.Number >= 100 && _random.Next(60) == 0)
            {
                (being.Ready, being.Fails) = (false, true);
            }
        }
    }

    private StepFacts Look(MigrationStep step)
    {
        var being = _replicas.GetValueOrDefault(step.Replica);
        var sighting = being is null ? StepSighting.Missing
            : being.Stopping ? StepSighting.Leaving
            : being.Ready ? !_calm && _random.Next(4) == 0 ? StepSighting.Silent : StepSighting.Ready
            : being.Fails && _random.Next(2) == 0 ? StepSighting.Failing
            : StepSighting.Held;
        return new StepFacts(sighting, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(3), being?.Told == true ? _random.Next(3) : null);
    }

    private void Do(MigrationStep step, MigrationCommandKind kind)
    {
        if (kind == MigrationCommandKind.Lease)
        {
            if (_calm || _random.Next(3) > 0)
            {
                _replicas.TryAdd(step.Replica, new Being { Fails = _random.Next(12) == 0 });
            }
        }
        else if (_replicas.TryGetValue(step.Replica, out var being))
        {
            if (kind == MigrationCommandKind.Stop && step.Kind == MigrationStepKind.Stop && _stored.Successor(step) is { } successor)
            {
                // When it is told to stop its successor serves, unless that one was lost since.
                Assert.True(being.Stopping || _lost.Contains(successor.Replica) || _replicas.GetValueOrDefault(successor.Replica) is { } next && (next.Ready || next.Fails),
                    $"seed {_seed}: {step.Replica} is told to stop before {successor.Replica} serves: {_stored}");
            }

            being.Told |= kind == MigrationCommandKind.Switch;
            being.Stopping |= kind == MigrationCommandKind.Stop;
        }
    }

    /// <summary>Of each pair one is there that was ever ready, but for what was lost or had to go first.</summary>
    private void Check()
    {
        foreach (var stop in _stored.Steps.Where(step => step.Kind == MigrationStepKind.Stop))
        {
            if (_stored.Successor(stop) is { } start)
            {
                var old = _replicas.GetValueOrDefault(stop.Replica) is { Stopping: false };
                var fresh = _replicas.GetValueOrDefault(start.Replica) is { Stopping: false };
                Assert.True(old || fresh || _lost.Contains(stop.Replica) || _lost.Contains(start.Replica), $"seed {_seed}: neither {stop.Replica} nor {start.Replica} is there: {_stored}");
            }
        }
    }

    private sealed class Being
    {
        public bool Ready { get; set; }

        public bool Fails { get; set; }

        public bool Told { get; set; }

        public bool Stopping { get; set; }
    }
}
