using System.Collections.Immutable;
using Krewe.Scheduling.Placement.Plans;
using Krewe.Scheduling.Placement.Problems;
using Krewe.Scheduling.Placement.Solving;

namespace Krewe.Scheduling.Tests.Placement.Plans;

/// <summary>Carries a plan out in a random order, breaks off at random points, plans again from what runs then; checks every state on the way.</summary>
internal sealed class PlanRun
{
    private static readonly string[] Kept = ["overcommitted", "quota", "too many in one place", ": beside "];

    private readonly FleetProblem _problem;
    private readonly ImmutableArray<FleetReplica> _wanted;
    private readonly Random _random;
    private readonly List<FleetReplica> _ready;
    private readonly Dictionary<(string Model, string Region), int> _least;
    private readonly Dictionary<string, string> _regions;
    private int _ids;

    public PlanRun(FleetProblem problem, ImmutableArray<FleetReplica> wanted, int seed)
    {
        (_problem, _wanted, _random) = (problem, wanted, new Random(seed));
        _ready = [.. problem.Running];
        _regions = problem.Hosts.ToDictionary(host => host.Name, host => host.Region);
        _least = problem.Models.SelectMany(model => model.Regions.Select(demand => (Key: (model.Name, demand.Region), demand.MinReplicas)))
            .ToDictionary(pair => pair.Key, pair => Math.Min(pair.MinReplicas, Math.Min(Count(_ready, pair.Key), Count(wanted, pair.Key))));
    }

    public int Crashes { get; private set; }

    /// <returns>Whether the end was reached.</returns>
    public bool ToTheEnd(MoveLimits limits, int mostCrashes)
    {
        while (true)
        {
            var plan = FleetPlanner.Build(_problem with { Running = [.. _ready] }, _wanted);
            if (Carry(plan, limits, Crashes < mostCrashes))
            {
                return plan.Reaches && Texts(_ready).SequenceEqual(Texts(_wanted));
            }

            Crashes++;
        }
    }

    private bool Carry(FleetPlan plan, MoveLimits limits, bool mayCrash)
    {
        var (done, begun) = (new HashSet<int>(), new HashSet<int>());
        var (starting, stopping) = (new Dictionary<int, FleetReplica>(), new Dictionary<int, FleetReplica>());
        while (true)
        {
            var next = PlanProgress.MayBegin(plan, _regions, done, begun, limits);
            if (next.IsEmpty && begun.Count == 0)
            {
                Assert.Equal(plan.Steps.Length, done.Count);
                return true;
            }

            foreach (var step in next.Where(_ => begun.Count == 0 || _random.Next(3) > 0))
            {
                Begin(step, begun, starting, stopping);
                Check(limits, plan, begun, starting, stopping);
            }

            if (mayCrash && _random.Next(12) == 0)
            {
                // What was under way is done, or is not.
                _ready.AddRange(starting.Values.Where(_ => _random.Next(2) == 0));
                _ready.AddRange(stopping.Values.Where(_ => _random.Next(2) == 0));
                return false;
            }

            foreach (var index in begun.Where(_ => _random.Next(2) == 0).ToList())
            {
                begun.Remove(index);
                done.Add(index);
                stopping.Remove(index);
                if (starting.Remove(index, out var ready))
                {
                    _ready.Add(ready);
                }
            }

            Check(limits, plan, begun, starting, stopping);
        }
    }

    private void Begin(PlanStep step, HashSet<int> begun, Dictionary<int, FleetReplica> starting, Dictionary<int, FleetReplica> stopping)
    {
        begun.Add(step.Index);
        if (step.Kind == PlanStepKind.Start)
        {
            starting.Add(step.Index, step.Replica with { Id = $"new{_ids++}" });
            return;
        }

        // A stand-in has got its id when it was started.
        var stopped = _ready.First(replica => step.Replica.Id.Length > 0 ? replica.Id == step.Replica.Id : Text(replica) == Text(step.Replica));
        _ready.Remove(stopped);
        stopping.Add(step.Index, stopped);
    }

    private void Check(MoveLimits limits, FleetPlan plan, HashSet<int> begun, Dictionary<int, FleetReplica> starting, Dictionary<int, FleetReplica> stopping)
    {
        ImmutableArray<FleetReplica> there = [.. _ready, .. starting.Values, .. stopping.Values];
        Assert.DoesNotContain(FleetAudit.Check(_problem with { Running = there }, there), text => Kept.Any(kept => text.Contains(kept, StringComparison.Ordinal)));
        Assert.All(_least, pair => Assert.True(Count(_ready, pair.Key) >= pair.Value, $"{pair.Key}: {Count(_ready, pair.Key)} ready, at least {pair.Value}"));
        var underWay = plan.Steps.Where(step => begun.Contains(step.Index)).ToList();
        Assert.True(underWay.GroupBy(step => step.Replica.Host).All(group => group.Count() <= limits.PerHost));
        Assert.True(underWay.GroupBy(step => step.Replica.Model).All(group => group.Count() <= limits.PerModel));
    }

    private static int Count(IEnumerable<FleetReplica> replicas, (string Model, string Region) line) =>
        replicas.Count(replica => replica.Shape >= 0 && replica.Model == line.Model && replica.Region == line.Region);

    private static IEnumerable<string> Texts(IEnumerable<FleetReplica> replicas) => replicas.Select(Text).Order(StringComparer.Ordinal);

    private static string Text(FleetReplica replica) => (replica with { Id = "" }).ToString();
}
